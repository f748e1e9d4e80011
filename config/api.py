from rest_framework.permissions import DjangoModelPermissions


class MayView(DjangoModelPermissions):
    pass
