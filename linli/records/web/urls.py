from django.urls import path

from linli.records.web import files

app_name = "records"
urlpatterns = [
    path("files/waiting/<str:token>", files.waiting_upload, name="waiting_upload"),
    path("files/<uuid:attachment_id>", files.attachment, name="attachment"),
    path("files/<uuid:attachment_id>/small", files.attachment, {"small": True}, "attachment_small"),
]
