# The result has the permissions of the file that it replaces, and stands where a link leads.
umask 022
mkdir sub
echo old >sub/private.txt
chmod 600 sub/private.txt
ln -s sub/private.txt link.txt
ln -s sub/none.txt new.txt
for output in link.txt new.txt plain.txt; do
    doublon clean -q -o $output "$INPUTS/other.txt"
done
ls -l link.txt new.txt | cut -c1
ls -l plain.txt sub/private.txt sub/none.txt | cut -c1-10
cmp sub/private.txt plain.txt && cmp sub/none.txt plain.txt && ls -A . sub
