"""What the pages say, in seven languages; a text missing in one is said in English."""

RIGHT_TO_LEFT = ("ar",)

_KEYS = (
    "own_name", "skip", "home", "browse", "catalogue", "vocabularies", "dumps", "changes", "report", "search", "results", "more",
    "formats", "identifier", "published", "gone", "held", "next", "previous", "all", "places", "found_none", "licence",
    "resources", "broader", "narrower", "not_found", "not_acceptable", "release", "files", "title", "added", "changed", "removed",
    "year", "publisher", "count", "latest", "cite", "warning", "info",
)  # fmt: skip

_EN = ("English", "Skip to content", "Home", "Browse", "Catalogue", "Vocabularies", "Downloads", "Changes", "Quality report", "Search",
       "resources", "more", "Formats", "Identifier", "Published", "This resource is no longer published here.", "Rows held back", "Next", "Previous",
       "All resources", "Places", "Nothing was found. Try fewer words or remove a choice.", "Licence of this metadata", "Resources", "Broader", "Narrower",
       "There is no such page.", "This cannot be given in the format asked for.", "Release", "Files", "Title", "Added", "Changed", "Removed",
       "Year", "Publisher", "Number", "Newest", "Cite", "Warning", "Note")  # fmt: skip
_FR = ("Français", "Aller au contenu", "Accueil", "Parcourir", "Catalogue", "Vocabulaires", "Téléchargements", "Modifications", "Rapport de qualité", "Rechercher",
       "ressources", "suite", "Formats", "Identifiant", "Publié", "Cette ressource n’est plus publiée ici.", "Lignes retenues", "Suivant", "Précédent",
       "Toutes les ressources", "Lieux", "Aucun résultat. Essayez moins de mots ou retirez un choix.", "Licence de ces métadonnées", "Ressources", "Plus large", "Plus étroit",
       "Cette page n’existe pas.", "Ceci n’existe pas dans le format demandé.", "Version", "Fichiers", "Titre", "Ajoutées", "Modifiées", "Retirées",
       "Année", "Éditeur", "Nombre", "Les plus récentes", "Citer", "Avertissement", "Remarque")  # fmt: skip
_ES = ("Español", "Ir al contenido", "Inicio", "Explorar", "Catálogo", "Vocabularios", "Descargas", "Cambios", "Informe de calidad", "Buscar",
       "recursos", "más", "Formatos", "Identificador", "Publicado", "Este recurso ya no se publica aquí.", "Filas retenidas", "Siguiente", "Anterior",
       "Todos los recursos", "Lugares", "No se encontró nada. Pruebe con menos palabras o quite una opción.", "Licencia de estos metadatos", "Recursos", "Más amplio", "Más específico",
       "Esta página no existe.", "No se puede dar en el formato pedido.", "Versión", "Archivos", "Título", "Añadidos", "Modificados", "Retirados",
       "Año", "Editor", "Número", "Más recientes", "Citar", "Advertencia", "Nota")  # fmt: skip
_DE = ("Deutsch", "Zum Inhalt", "Start", "Stöbern", "Katalog", "Vokabulare", "Downloads", "Änderungen", "Qualitätsbericht", "Suchen",
       "Ressourcen", "mehr", "Formate", "Kennung", "Erschienen", "Diese Ressource wird hier nicht mehr veröffentlicht.", "Zurückgehaltene Zeilen", "Weiter", "Zurück",
       "Alle Ressourcen", "Orte", "Nichts gefunden. Versuchen Sie weniger Wörter oder entfernen Sie eine Auswahl.", "Lizenz dieser Metadaten", "Ressourcen", "Weiter gefasst", "Enger gefasst",
       "Diese Seite gibt es nicht.", "Das gibt es nicht in dem gewünschten Format.", "Ausgabe", "Dateien", "Titel", "Neu", "Geändert", "Entfernt",
       "Jahr", "Herausgeber", "Anzahl", "Neueste", "Zitieren", "Warnung", "Hinweis")  # fmt: skip
_AR = ("العربية", "انتقل إلى المحتوى", "الرئيسية", "تصفح", "الفهرس", "المفردات", "التنزيلات", "التغييرات", "تقرير الجودة", "بحث",
       "موارد", "المزيد", "الصيغ", "المعرّف", "تاريخ النشر", "لم يعد هذا المورد منشورًا هنا.", "صفوف محجوبة", "التالي", "السابق",
       "جميع الموارد", "الأماكن", "لا نتائج. جرّب كلمات أقل أو أزل أحد الخيارات.", "رخصة هذه البيانات الوصفية", "الموارد", "أوسع", "أضيق",
       "هذه الصفحة غير موجودة.", "لا يتوفر هذا بالصيغة المطلوبة.", "الإصدار", "الملفات", "العنوان", "أضيف", "تغيّر", "أزيل",
       "السنة", "الناشر", "العدد", "الأحدث", "استشهاد", "تحذير", "ملاحظة")  # fmt: skip
_RU = ("Русский", "К содержанию", "Главная", "Обзор", "Каталог", "Словари", "Загрузки", "Изменения", "Отчёт о качестве", "Искать",
       "ресурсы", "ещё", "Форматы", "Идентификатор", "Опубликовано", "Этот ресурс здесь больше не публикуется.", "Задержанные строки", "Далее", "Назад",
       "Все ресурсы", "Места", "Ничего не найдено. Попробуйте меньше слов или снимите выбор.", "Лицензия этих метаданных", "Ресурсы", "Шире", "Уже",
       "Такой страницы нет.", "В запрошенном формате этого нет.", "Выпуск", "Файлы", "Название", "Добавлено", "Изменено", "Удалено",
       "Год", "Издатель", "Число", "Новейшие", "Цитировать", "Предупреждение", "Примечание")  # fmt: skip
_ZH = ("中文", "跳到正文", "首页", "浏览", "目录", "词表", "下载", "变更", "质量报告", "搜索",
       "项资源", "更多", "格式", "标识符", "出版", "此资源不再在此发布。", "暂缓发布的行", "下一页", "上一页",
       "全部资源", "地点", "没有找到。请减少词语或取消一项选择。", "元数据许可", "资源", "上位", "下位",
       "没有此页面。", "无法提供所要求的格式。", "版本", "文件", "标题", "新增", "更改", "移除",
       "年份", "出版者", "数量", "最新", "引用", "警告", "提示")  # fmt: skip

TEXTS: dict[str, dict[str, str]] = {
    code: dict(zip(_KEYS, texts, strict=True))
    for code, texts in (("en", _EN), ("fr", _FR), ("es", _ES), ("ar", _AR), ("ru", _RU), ("zh", _ZH), ("de", _DE))
}
