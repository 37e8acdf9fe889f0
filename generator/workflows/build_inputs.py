"""The inputs of a build, as a manifest records them: would a build change anything?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import ClientOptions
from generator.core.json import Json
from generator.core.version import __version__
from generator.output import DocumentIdentity, Manifest
from generator.render.templates import CustomTemplates
from generator.source.load import Source

GENERATOR = f"codegen {__version__}"


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """Everything that decides the content of a client, besides the names it has already.

    Attributes:
        document: title, version and digests of the document, its overlays and references.
        options: the client options as JSON.
        templates: digest of the user's own templates; None for none.
        generator: name and version of the generator.
    """

    document: DocumentIdentity
    options: Mapping[str, Json]
    templates: str | None = None
    generator: str = GENERATOR

    def changes_since(self, manifest: Manifest) -> Iterator[str]:
        """Why a build would not leave the client of `manifest` as it is; nothing if it would."""
        before, now = manifest.document, self.document
        if before.sha256 != now.sha256:
            if before.version == now.version:
                yield f"the document changed, but its version is still {now.version}"
            else:
                yield f"the document's version changed from {before.version} to {now.version}"
        if before.overlays != now.overlays:
            yield "the overlays changed"
        if before.references != now.references:
            yield "the files that the document refers to changed"
        if manifest.options != self.options:
            yield "the options changed"
        if manifest.templates != self.templates:
            yield "the templates changed"
        if manifest.generator != self.generator:
            yield f"the generator changed from {manifest.generator} to {self.generator}"


def inputs_of(
    source: Source, options: ClientOptions, templates: CustomTemplates | None
) -> BuildInputs:
    """The inputs of a build of `source`."""
    return BuildInputs(
        document=_identity_of(source),
        options=options.to_json(),
        templates=templates.digest if templates is not None else None,
    )


def _identity_of(source: Source) -> DocumentIdentity:
    info = source.tree.get("info")
    about = info if isinstance(info, Mapping) else {}
    return DocumentIdentity(
        str(about.get("title", "")),
        str(about.get("version", "")),
        source.digest,
        source.overlays,
        tuple(each.digest or "" for each in source.referenced),
    )
