"""Requests, their senders under seal, what happened to them, and how they are sorted."""

from linli.cases.models.case import Case, CaseSender, CaseStep, WrongWord
from linli.cases.models.door import ApiKey
from linli.cases.models.knowledge import Article, ArticleVersion, TemplateAnswer
from linli.cases.models.sealing import Sealing
from linli.cases.models.sorting import Category, RouteRule
from linli.cases.models.work import (
    Assistance,
    FollowUp,
    HandOver,
    Question,
    Rating,
    SubTask,
)

__all__ = [
    "ApiKey",
    "Article",
    "ArticleVersion",
    "Assistance",
    "Case",
    "CaseSender",
    "CaseStep",
    "Category",
    "FollowUp",
    "HandOver",
    "Question",
    "Rating",
    "RouteRule",
    "Sealing",
    "SubTask",
    "TemplateAnswer",
    "WrongWord",
]
