package app

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// harmlessRule is what may be shown of a rule's id that is not known.
var harmlessRule = regexp.MustCompile(`^[a-z0-9.]{1,60}$`)

// nearest are the words most like one, at most n, the likest first.
func nearest(word string, among []string, n int) []string {
	sorted := slices.Clone(among)
	distances := map[string]int{}
	for _, other := range among {
		d := distance(word, other)
		if strings.Contains(other, word) || strings.Contains(word, other) {
			d /= 2
		}
		distances[other] = d
	}
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(distances[a], distances[b]) })
	return sorted[:min(n, len(sorted))]
}

// distance is how many letters must be put in, taken out or changed to make one word of
// another. Of a very long word only the beginning is looked at.
func distance(a, b string) int {
	const most = 80
	a, b = a[:min(len(a), most)], b[:min(len(b), most)]
	before := make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			change := before[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, before[j+1]+1, row[j]+1)
		}
		before = row
	}
	return before[len(b)]
}
