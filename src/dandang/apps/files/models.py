"""The register of files; their bytes lie in the data folder under their hash."""

from django.db import models


class File(models.Model):
    """文件: name, type, size and hash; never changed after it was put down."""

    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=80)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    put_at = models.DateTimeField("存入时间")
    put_by = models.CharField("存入人", max_length=80)

    class Meta:
        verbose_name = "文件"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
