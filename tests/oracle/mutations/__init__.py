"""The changes that authors make to their documents, one at a time: `MUTATIONS`."""

from __future__ import annotations

# Each module adds its mutations to the table.
from tests.oracle.mutations import (
    body_mutations as body_mutations,
)
from tests.oracle.mutations import (
    operation_mutations as operation_mutations,
)
from tests.oracle.mutations import (
    parameter_mutations as parameter_mutations,
)
from tests.oracle.mutations import (
    response_mutations as response_mutations,
)
from tests.oracle.mutations import (
    schema_mutations as schema_mutations,
)
from tests.oracle.mutations import (
    security_mutations as security_mutations,
)
from tests.oracle.mutations import (
    union_mutations as union_mutations,
)
from tests.oracle.mutations import (
    webhook_mutations as webhook_mutations,
)
from tests.oracle.mutations.mutation import MUTATIONS as MUTATIONS
from tests.oracle.mutations.mutation import Mutation as Mutation
