doublon step
echo $?
doublon step merge
echo $?
doublon step pairs --copies=x
echo $?
doublon step sign --part=16777216
echo $?
doublon step apply --unit=passage --mode=clean
echo $?
doublon --ui=fr step -h | head -6
