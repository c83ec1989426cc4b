# What has no width is shown in part, and costs no more than other text: twenty thousand
# things to look at on one line, in seconds of processor time even with sanitizers.
awk 'BEGIN { printf "Un mot "; for (i = 0; i < 20000; i++) printf "\342\200\256"; print " et un autre." }' >bidi.txt
(ulimit -t 30; doublon clean -o out.txt bidi.txt 2>account)
echo $?
sed 's/.*: //' account | head -1
awk '{ if (length > most) most = length } END { print (most < 2000 ? "short lines" : most) }' account
