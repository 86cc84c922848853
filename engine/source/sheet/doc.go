// Package sheet reads rows from workbooks (.xlsx) and delimited text (.csv, .tsv,
// .txt) as a [source.Source].
//
// A table is proposed for every sheet that holds something, and for a text file.
// Its types are found by looking at every row, in constant memory, and are never
// narrower than the data; what cannot be known that way is not proposed: whether
// a column is unique (so there is no key), and which of D/M/Y and M/D/Y a date
// means (it stays text until [Layout] says). What reads only some rows or guesses
// without saying so would lose data later, so everything doubtful becomes one of
// the table's Problems.
//
// Cells of workbooks are read by a scanner of this package rather than through a
// spreadsheet library. A library's row stream gives cells as they are displayed:
// 12.5% for 0.125, 1/2/06 for a date; the number that is stored, its style and
// its type are needed together. The scanner does one pass at several times the
// speed and keeps nothing of a sheet in memory but the row at hand.
package sheet
