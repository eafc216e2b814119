"""What the fields of a resource are called, in the languages of the pages beside English, in which `fields` names them."""

from collections.abc import Mapping

_NAMES = (
    "id", "source_id", "title", "alternative", "description", "abstract", "creator", "contributor", "publisher", "issued",
    "created", "country", "region", "place", "temporal", "language", "type", "category", "keyword", "audience", "doi", "isbn",
    "issn", "identifier", "url", "file", "extent", "edition", "version", "license", "rights", "rights_statement",
    "access_rights", "source_url", "replaces", "is_part_of", "relation", "funding", "thumbnail", "text_language",
)  # fmt: skip
_FR = ("Identifiant", "Identifiant d’origine", "Titre", "Autre titre", "Description", "Résumé", "Auteur", "Contributeur", "Éditeur", "Publié",
       "Créé", "Pays", "Région", "Lieu", "Période couverte", "Langue", "Type", "Catégorie", "Mot-clé", "Public visé", "DOI", "ISBN",
       "ISSN", "Autre identifiant", "Page web", "Fichier", "Étendue", "Édition", "Version", "Licence du document", "Droits", "Mention de droits",
       "Accès", "Source de la notice", "Remplace", "Fait partie de", "Lié à", "Financé par", "Image", "Langue des textes")  # fmt: skip
_ES = ("Identificador", "Identificador de origen", "Título", "Otro título", "Descripción", "Resumen", "Autor", "Colaborador", "Editor", "Publicado",
       "Creado", "País", "Región", "Lugar", "Periodo cubierto", "Idioma", "Tipo", "Categoría", "Palabra clave", "Destinatarios", "DOI", "ISBN",
       "ISSN", "Otro identificador", "Página web", "Archivo", "Extensión", "Edición", "Versión", "Licencia del documento", "Derechos", "Declaración de derechos",
       "Acceso", "Fuente del registro", "Sustituye a", "Forma parte de", "Relacionado con", "Financiado por", "Imagen", "Idioma de los textos")  # fmt: skip
_DE = ("Kennung", "Kennung der Quelle", "Titel", "Weiterer Titel", "Beschreibung", "Zusammenfassung", "Verfasser", "Mitwirkende", "Herausgeber", "Erschienen",
       "Entstanden", "Land", "Region", "Ort", "Behandelter Zeitraum", "Sprache", "Art", "Kategorie", "Schlagwort", "Zielgruppe", "DOI", "ISBN",
       "ISSN", "Weitere Kennung", "Webseite", "Datei", "Umfang", "Auflage", "Fassung", "Lizenz des Dokuments", "Rechte", "Rechteangabe",
       "Zugang", "Quelle des Datensatzes", "Ersetzt", "Teil von", "Verwandt", "Gefördert von", "Bild", "Sprache der Texte")  # fmt: skip
_AR = ("المعرّف", "معرّف المصدر", "العنوان", "عنوان آخر", "الوصف", "الملخص", "المؤلف", "المساهم", "الناشر", "تاريخ النشر",
       "تاريخ الإنشاء", "البلد", "المنطقة", "المكان", "الفترة المشمولة", "اللغة", "النوع", "الفئة", "كلمة مفتاحية", "الجمهور", "DOI", "ISBN",
       "ISSN", "معرّف آخر", "صفحة الويب", "الملف", "الحجم", "الطبعة", "النسخة", "رخصة الوثيقة", "الحقوق", "بيان الحقوق",
       "الوصول", "مصدر التسجيلة", "يحل محل", "جزء من", "ذو صلة", "بتمويل من", "صورة", "لغة النصوص")  # fmt: skip
_RU = ("Идентификатор", "Идентификатор источника", "Название", "Другое название", "Описание", "Аннотация", "Автор", "Участник", "Издатель", "Опубликовано",
       "Создано", "Страна", "Регион", "Место", "Охватываемый период", "Язык", "Тип", "Категория", "Ключевое слово", "Аудитория", "DOI", "ISBN",
       "ISSN", "Другой идентификатор", "Веб-страница", "Файл", "Объём", "Издание", "Версия", "Лицензия документа", "Права", "Указание прав",
       "Доступ", "Источник записи", "Заменяет", "Часть", "Связано с", "При поддержке", "Изображение", "Язык текстов")  # fmt: skip
_ZH = ("标识符", "来源标识符", "标题", "其他标题", "描述", "摘要", "作者", "贡献者", "出版者", "出版日期",
       "创建日期", "国家", "地区", "地点", "涵盖时期", "语言", "类型", "类别", "关键词", "受众", "DOI", "ISBN",
       "ISSN", "其他标识符", "网页", "文件", "篇幅", "版次", "版本", "文献许可", "权利", "权利声明",
       "访问", "记录来源", "取代", "属于", "相关", "资助者", "图片", "文本语言")  # fmt: skip
FIELD_NAMES: Mapping[str, Mapping[str, str]] = {
    language: dict(zip(_NAMES, said, strict=True))
    for language, said in (("fr", _FR), ("es", _ES), ("de", _DE), ("ar", _AR), ("ru", _RU), ("zh", _ZH))
}
"""Language → name of a field → what it is called; a field of a catalogue's own has the name it was given there."""
