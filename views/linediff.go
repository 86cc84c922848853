package views

import "strings"

// pair is one line of a comparison side by side: the line's number on each side,
// from 0, or -1 where the side has none; changed where they differ.
type pair struct {
	left, right int
	changed     bool
}

// most lines that are compared thoroughly; beyond it lines are paired by number,
// since the table of the comparison would grow with the square.
const thorough = 1500

// sideBySide pairs the lines of two texts, so that equal ones stand beside each
// other. Lines that differ only in case, quotes and space count as equal.
func sideBySide(left, right []string) []pair {
	a, b := plainLines(left), plainLines(right)
	var pairs []pair
	if len(a) > thorough || len(b) > thorough {
		for i := range max(len(a), len(b)) {
			p := pair{left: i, right: i}
			if i >= len(a) {
				p.left = -1
			}
			if i >= len(b) {
				p.right = -1
			}
			p.changed = p.left < 0 || p.right < 0 || a[i] != b[i]
			pairs = append(pairs, p)
		}
		return pairs
	}
	common := commonTail(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			pairs = append(pairs, pair{i, j, false})
			i, j = i+1, j+1
			continue
		}
		firstA, firstB := i, j
		for i < len(a) || j < len(b) {
			if i < len(a) && j < len(b) && a[i] == b[j] {
				break
			}
			if j >= len(b) || i < len(a) && common[i+1][j] >= common[i][j+1] {
				i++
			} else {
				j++
			}
		}
		for k := range max(i-firstA, j-firstB) {
			p := pair{-1, -1, true}
			if firstA+k < i {
				p.left = firstA + k
			}
			if firstB+k < j {
				p.right = firstB + k
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// commonTail[i][j] is the length of the longest common subsequence of a[i:], b[j:].
func commonTail(a, b []string) [][]int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}

func plainLines(lines []string) []string {
	plain := make([]string, len(lines))
	for i, s := range lines {
		s = strings.Join(strings.Fields(strings.ToLower(s)), " ")
		plain[i] = strings.TrimRight(s, ",;")
	}
	return plain
}
