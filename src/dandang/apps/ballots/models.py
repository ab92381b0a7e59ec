"""What the main database knows of a box: what is asked and how many slips there are."""

from django.db import models

from dandang.kit.columns import TreePath
from dandang.terms.ballots import BoxState


class RoundBox(models.Model):
    """票箱: the box of one round. The ballots themselves lie in a file of their own."""

    round_number = models.BigIntegerField("考核编号", unique=True)
    path = TreePath("单位路径")
    state = models.CharField("状态", max_length=10, choices=BoxState.choices())
    file = models.CharField("票箱文件", max_length=40, unique=True)
    questionnaire = models.JSONField("测评表")
    slips = models.JSONField("发出票数")
    quorum = models.CharField("有效比例", max_length=20)

    class Meta:
        verbose_name = "票箱"
        ordering = ["round_number"]

    def __str__(self) -> str:
        return f"{self.round_number}（{self.state}）"
