from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("inquiries.urls")),
    path("", include("responses.urls")),
]

handler400 = "inquiries.views.errors.bad_request"
handler403 = "inquiries.views.errors.permission_denied"
handler404 = "inquiries.views.errors.page_not_found"
handler500 = "inquiries.views.errors.server_error"
