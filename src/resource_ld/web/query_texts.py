"""What the query page says, in the seven languages of the pages; the names of its examples among it."""

_KEYS = (
    "query", "run", "shortcuts", "limits", "answer", "row", "rows", "shown", "yes", "no", "share", "cite", "examples", "elsewhere",
    "shared", "place", "downloads", "by", "no_sparql", "copy", "copied",
)  # fmt: skip
_EN = ("Query", "Run", "Ctrl+Enter runs the query, Ctrl+Space completes.", "Limits", "Answer", "1 row", "{} rows",
       "The first {} are shown; the downloads have all.", "Yes", "No", "Share and cite", "Cite as", "Examples", "The same query elsewhere",
       "This query was shared when release {} was current; it is answered from release {}.", "Line {}, column {}", "Downloads", "{} by {}",
       "This site answers no SPARQL queries. Everything it holds can be downloaded.", "Copy", "Copied")  # fmt: skip
_FR = ("Requête", "Exécuter", "Ctrl+Entrée exécute la requête, Ctrl+Espace complète.", "Limites", "Réponse", "1 ligne", "{} lignes",
       "Les {} premières sont affichées ; les téléchargements contiennent tout.", "Oui", "Non", "Partager et citer", "Citer", "Exemples", "La même requête ailleurs",
       "Cette requête a été partagée à la version {} ; la réponse vient de la version {}.", "Ligne {}, colonne {}", "Téléchargements", "{} par {}",
       "Ce site ne répond pas aux requêtes SPARQL. Tout son contenu peut être téléchargé.", "Copier", "Copié")  # fmt: skip
_ES = ("Consulta", "Ejecutar", "Ctrl+Intro ejecuta la consulta, Ctrl+Espacio completa.", "Límites", "Respuesta", "1 fila", "{} filas",
       "Se muestran las primeras {}; las descargas contienen todas.", "Sí", "No", "Compartir y citar", "Citar como", "Ejemplos", "La misma consulta en otros programas",
       "Esta consulta se compartió con la versión {}; la respuesta viene de la versión {}.", "Línea {}, columna {}", "Descargas", "{} por {}",
       "Este sitio no responde consultas SPARQL. Todo su contenido se puede descargar.", "Copiar", "Copiado")  # fmt: skip
_DE = ("Abfrage", "Ausführen", "Strg+Eingabe führt die Abfrage aus, Strg+Leertaste ergänzt.", "Grenzen", "Antwort", "1 Zeile", "{} Zeilen",
       "Die ersten {} sind zu sehen; die Downloads enthalten alle.", "Ja", "Nein", "Teilen und zitieren", "Zitieren als", "Beispiele", "Dieselbe Abfrage anderswo",
       "Diese Abfrage wurde zu Ausgabe {} geteilt; die Antwort kommt aus Ausgabe {}.", "Zeile {}, Spalte {}", "Downloads", "{} nach {}",
       "Diese Website beantwortet kein SPARQL. Alles, was sie enthält, lässt sich herunterladen.", "Kopieren", "Kopiert")  # fmt: skip
_AR = ("استعلام", "تنفيذ", "Ctrl+Enter للتنفيذ، Ctrl+Space للإكمال.", "الحدود", "الإجابة", "الصفوف: 1", "الصفوف: {}",
       "تُعرض أول {}؛ والتنزيلات تحوي الكل.", "نعم", "لا", "مشاركة واستشهاد", "استشهد بـ", "أمثلة", "الاستعلام نفسه في برامج أخرى",
       "شورك هذا الاستعلام عند الإصدار {}؛ والإجابة من الإصدار {}.", "السطر {}، العمود {}", "التنزيلات", "{} حسب {}",
       "لا يجيب هذا الموقع عن استعلامات SPARQL. يمكن تنزيل كل محتواه.", "نسخ", "تم النسخ")  # fmt: skip
_RU = ("Запрос", "Выполнить", "Ctrl+Enter выполняет запрос, Ctrl+Пробел дополняет.", "Пределы", "Ответ", "Строк: 1", "Строк: {}",
       "Показаны первые {}; в загрузках есть все.", "Да", "Нет", "Поделиться и цитировать", "Цитировать", "Примеры", "Тот же запрос в других программах",
       "Этим запросом поделились при выпуске {}; ответ дан из выпуска {}.", "Строка {}, столбец {}", "Загрузки", "{} по: {}",
       "Этот сайт не отвечает на запросы SPARQL. Всё его содержимое можно скачать.", "Копировать", "Скопировано")  # fmt: skip
_ZH = ("查询", "运行", "Ctrl+Enter 运行查询，Ctrl+空格 补全。", "限制", "答案", "1 行", "{} 行",
       "显示前 {} 行；下载文件包含全部。", "是", "否", "分享与引用", "引用格式", "示例", "在其他程序中使用此查询",
       "此查询分享于版本 {}；答案来自版本 {}。", "第 {} 行，第 {} 列", "下载", "{}（按{}）",
       "本站不回答 SPARQL 查询。全部内容均可下载。", "复制", "已复制")  # fmt: skip

QUERY_TEXTS: dict[str, dict[str, str]] = {
    code: dict(zip(_KEYS, texts, strict=True))
    for code, texts in (("en", _EN), ("fr", _FR), ("es", _ES), ("ar", _AR), ("ru", _RU), ("zh", _ZH), ("de", _DE))
}

EXAMPLE_NAMES: dict[str, tuple[str, ...]] = {
    "fr": ("Tout sur un pays depuis une année", "Ressources par année", "Ressources par lieu", "Un continent et tous ses pays",
           "Un mot dans les titres et les descriptions", "Ressources par type", "Ressources les plus récentes", "Noms des pays dans d’autres langues",
           "Lieux selon la liste de l’Union européenne", "Dernières modifications", "Ressources sans année", "Chaque propriété et sa fréquence",
           "Une ressource entière"),
    "es": ("Todo sobre un país desde un año", "Recursos por año", "Recursos por lugar", "Un continente con todos sus países",
           "Una palabra en títulos y descripciones", "Recursos por tipo", "Recursos más recientes", "Nombres de países en otros idiomas",
           "Lugares según la lista de la Unión Europea", "Últimos cambios", "Recursos sin año", "Cada propiedad y su frecuencia",
           "Un recurso entero"),
    "de": ("Alles über ein Land seit einem Jahr", "Ressourcen je Jahr", "Ressourcen je Ort", "Ein Kontinent mit allen Ländern",
           "Ein Wort in Titeln und Beschreibungen", "Ressourcen je Art", "Neueste Ressourcen", "Namen der Länder in anderen Sprachen",
           "Orte nach der Liste der Europäischen Union", "Letzte Änderungen", "Ressourcen ohne Jahr", "Jede Eigenschaft und wie oft sie vorkommt",
           "Eine ganze Ressource"),
    "ar": ("كل شيء عن بلد منذ سنة", "الموارد حسب السنة", "الموارد حسب المكان", "قارة بجميع بلدانها",
           "كلمة في العناوين والأوصاف", "الموارد حسب النوع", "أحدث الموارد", "أسماء البلدان بلغات أخرى",
           "الأماكن وفق قائمة الاتحاد الأوروبي", "آخر التغييرات", "موارد بلا سنة", "كل خاصية وعدد مرات استخدامها",
           "مورد كامل"),
    "ru": ("Всё о стране с некоторого года", "Ресурсы по годам", "Ресурсы по местам", "Континент со всеми странами",
           "Слово в названиях и описаниях", "Ресурсы по типам", "Новейшие ресурсы", "Названия стран на других языках",
           "Места по списку Европейского союза", "Последние изменения", "Ресурсы без года", "Каждое свойство и как часто оно встречается",
           "Один ресурс целиком"),
    "zh": ("某国自某年以来的全部资源", "按年份统计资源", "按地点统计资源", "一个大洲及其所有国家",
           "标题和描述中的词语", "按类型统计资源", "最新资源", "国家名称的其他语言",
           "欧盟列表中的地点", "最近更改", "没有年份的资源", "每个属性及其使用次数",
           "一个完整的资源"),
}  # fmt: skip
"""Names of the examples in the order of `query.examples`; English ones stand there."""
