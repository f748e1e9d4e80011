"""Addresses of the yardstick's endpoints, under /api/v1/."""

from config.api.routes import endpoints

from . import api

urlpatterns = endpoints(
    areas=api.AreaViewSet,
    indicators=api.IndicatorViewSet,
    provinces=api.ProvinceViewSet,
    provisions=api.ProvisionViewSet,
    readings=api.ReadingViewSet,
    sources=api.SourceViewSet,
    treaties=api.TreatyViewSet,
)
