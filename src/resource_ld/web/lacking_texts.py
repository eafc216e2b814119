"""What a record can lack, in the languages of the pages beside English, in which profiles say it."""

from collections.abc import Mapping

from resource_ld.profiles import lacking

_WHAT = (
    lacking.NO_TITLE, lacking.NO_AUTHOR, lacking.NO_PUBLISHER, lacking.NO_DESCRIPTION, lacking.NO_TITLE_OR_DESCRIPTION,
    lacking.NO_YEAR, lacking.NO_TYPE, lacking.NO_ACCESS, lacking.NO_START, lacking.NO_END, lacking.NO_OBJECT,
    lacking.NO_EUROPEANA_RIGHTS, lacking.NO_EUROPEANA_TYPE, lacking.NO_TEXT_LANGUAGE,
)  # fmt: skip
_FR = ("pas de titre", "pas d’auteur", "pas d’éditeur", "pas de description", "ni titre ni description",
       "pas de date de publication qui soit une année ou un jour", "pas de type", "pas de droit d’accès tel que « libre accès »",
       "pas de début d’embargo, qui est un jour de publication", "pas de fin d’embargo, qui est un jour", "pas de lien vers l’objet",
       "pas de licence ni de mention de droits qu’Europeana accepte", "pas de type connu d’Europeana", "pas de langue du texte")  # fmt: skip
_ES = ("sin título", "sin autor", "sin editor", "sin descripción", "sin título ni descripción",
       "sin fecha de publicación que sea un año o un día", "sin tipo", "sin derecho de acceso como «acceso abierto»",
       "sin inicio del embargo, que es un día de publicación", "sin fin del embargo, que es un día", "sin enlace al objeto",
       "sin licencia ni declaración de derechos que acepte Europeana", "sin tipo que conozca Europeana", "sin idioma del texto")  # fmt: skip
_DE = ("kein Titel", "keine Verfasser", "kein Verlag", "keine Beschreibung", "weder Titel noch Beschreibung",
       "kein Erscheinungsdatum, das ein Jahr oder ein Tag ist", "kein Typ", "kein Zugangsrecht wie „open access“",
       "kein Beginn der Sperrfrist: der Tag der Veröffentlichung", "kein Ende der Sperrfrist, das ein Tag ist", "kein Link zum Objekt",
       "keine Lizenz oder Rechteangabe, die Europeana annimmt", "kein Typ, den Europeana kennt", "keine Sprache des Textes")  # fmt: skip
_AR = ("بلا عنوان", "بلا مؤلف", "بلا ناشر", "بلا وصف", "بلا عنوان ولا وصف",
       "بلا تاريخ نشر هو سنة أو يوم", "بلا نوع", "بلا حق وصول مثل «وصول مفتوح»",
       "بلا بداية للحظر، وهي يوم النشر", "بلا نهاية للحظر، وهي يوم", "بلا رابط إلى المادة",
       "بلا رخصة أو بيان حقوق تقبله Europeana", "بلا نوع تعرفه Europeana", "بلا لغة للنص")  # fmt: skip
_RU = ("нет заглавия", "нет автора", "нет издателя", "нет описания", "нет ни заглавия, ни описания",
       "нет даты издания, которая была бы годом или днём", "нет типа", "нет права доступа, такого как «открытый доступ»",
       "нет начала эмбарго, то есть дня публикации", "нет конца эмбарго, то есть дня", "нет ссылки на объект",
       "нет лицензии или указания прав, принимаемых Europeana", "нет типа, известного Europeana", "нет языка текста")  # fmt: skip
_ZH = ("缺少题名", "缺少作者", "缺少出版者", "缺少描述", "既无题名也无描述",
       "缺少精确到年或日的出版日期", "缺少类型", "缺少访问权限（如“开放获取”）",
       "缺少禁用期的开始日（即发布日）", "缺少禁用期的结束日", "缺少指向对象的链接",
       "缺少 Europeana 接受的许可或权利声明", "缺少 Europeana 认可的类型", "缺少文本语言")  # fmt: skip
LACKING_TEXTS: Mapping[str, Mapping[str, str]] = {
    language: dict(zip(_WHAT, said, strict=True))
    for language, said in (("fr", _FR), ("es", _ES), ("de", _DE), ("ar", _AR), ("ru", _RU), ("zh", _ZH))
}
"""Language → what is lacking, in English → the same in that language."""
