"""How file names end, and how cameras and screens begin the names they give."""

EXTENSIONS = "|".join(  # noqa: FLY002 -- one line a kind of file
    (
        "jpe?g|png|gif|webp|bmp|tiff?|svg|heic|psd|ai|eps|raw|cr2|nef",
        "pdf|docx?|xlsx?|pptx?|csv|tsv|txt|rtf|odt|ods|md|epub|mobi|key|numbers|pages|indd|sdlxliff",
        "json|xml|ya?ml|html?|css|jsx?|tsx?|py|rb|php|java|kt|go|rs|cpp|sql|sh|log|ipynb",
        "zip|rar|7z|tar|gz|tgz|apk|ipa|exe|dmg|iso|bak|db|sqlite|parquet",
        "mp3|wav|flac|m4a|ogg|mp4|mov|avi|mkv|webm|srt|vtt",
        "dwg|dxf|stl|obj|fbx|fig|sketch|blend|ttf|otf|woff2?",
    )
)

CAMERA_NAMES = (
    "img|vid|pxl|dsc[fn]?|dji|gopr|mvi|mov|scan|screen[-_]?shot|screencast|capture|attachment|image|photo|recording|rec|export|report|backup"
    "|untitled|video|audio|file|doc|whatsapp[-_]image|signal|fb_img|received|bildschirmfoto|captura|capture|schermata|schermafbeelding"
)
