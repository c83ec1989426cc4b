# What does not work is named, and the status says so.
export DOUBLON_DICTS=nowhere
doublon doctor | tail -n 1
doublon doctor >/dev/null
echo $?
mkdir -p broken/fr
echo 'language: [' >broken/fr/profile.yaml
DOUBLON_DICTS=broken doublon doctor -f json | sed 's/,"languages".*/…/; s|"/[^"]*/broken|"…/broken|g; s/"version":"[0-9.]*"/"version":"…"/'
