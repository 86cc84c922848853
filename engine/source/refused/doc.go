// Package refused reads an error spreadsheet (engine/report) as a source of rows, after a
// person has corrected it in a spreadsheet program.
//
// A row is known by its number, whatever the order of rows, columns and sheets is now. A
// text cell is the value to the byte, but for the pair of double quotes that the writer
// puts around some; what the cells could not tell all of is taken from the hidden sheet,
// as long as the cell says what it said. Numbers and dates that were typed as such are
// printed as a server would print them. What a cell cannot tell for certain is never
// guessed: the row is refused, and says which cell and why.
package refused
