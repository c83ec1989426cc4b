printf '%s\n' '{"body":"Le pont est fermé depuis lundi soir.","text":7}' '{"page":"<p>Le pont est fermé <i>depuis</i> lundi soir.</p>"}' |
    doublon clean -q --input=jsonl --text-field=body --html-field=page | tr '\f' '#'
