from __future__ import annotations

from generator.runtime.client.async_twin import asynchronous
from generator.runtime.client.resource import AsyncResource, Resource

from ..operations.lists import get_report


class Reports(Resource):
    content = get_report


class AsyncReports(AsyncResource):
    content = asynchronous(get_report)
