package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/refused"
	"github.com/obferry/obferry/profiles"
)

// RetryOptions are what a person may say of a retry.
type RetryOptions struct {
	// Mode is how rows are written; Auto, or "", is how the run wrote that refused them.
	Mode Mode
	// Errors is the path for rows that are refused again; "" is a name beside the first
	// spreadsheet that is still free.
	Errors string
	// Elsewhere allows a database of another name than that which the rows were refused by.
	Elsewhere bool
}

// ProposeRetry makes the plan that takes the rows of an error spreadsheet back, as a person
// has corrected them: into the tables by which they were refused. A target without a
// database gets the one of that run. [Run] carries it out; it is not for saving, since the
// spreadsheet and what is kept beside it tell what is left to do.
//
// Rows that were taken by an earlier retry are left out. Foreign keys are looked at, and a
// row whose parent is missing is tried once more when the others are there.
func ProposeRetry(ctx context.Context, path string, to Endpoint, o RetryOptions) (*Plan, error) {
	if strings.Contains(path, "://") { // it may hold a password, and is not repeated
		return nil, fault.New(fault.Input, "fault.retry.address")
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return nil, fault.New(fault.Input, "fault.retry.foreign", "Path", path).Because(err)
	}
	src, err := refused.Open(ctx, whole)
	if err != nil {
		return nil, err
	}
	about := src.About()
	tables, err := src.Tables(ctx)
	if err = errors.Join(err, src.Close()); err != nil {
		return nil, err
	}
	if to, err = retryTarget(to, about.Database, o.Elsewhere); err != nil {
		return nil, err
	}
	plan := &Plan{
		Version: PlanVersion, Source: Endpoint{URL: profiles.Address{Kind: profiles.Workbook, Path: whole}.URL()}, Target: to,
		Mode: o.Mode, RejectLimit: -1, Retry: true,
	}
	if plan.Errors, err = retryErrors(whole, about.First, about.Round+1, o.Errors); err != nil {
		return nil, err
	}
	for _, t := range tables {
		plan.Tables = append(plan.Tables, TablePlan{Source: t.Name, Target: t.Name})
	}
	return plan, nil
}

// retryTarget gives the target the database that the rows belong to, and refuses another.
func retryTarget(to Endpoint, database string, elsewhere bool) (Endpoint, error) {
	address, err := profiles.Parse(to.URL)
	if err != nil {
		return to, err
	}
	switch {
	case address.Kind != profiles.Practice && !address.Server():
		return to, nil // the run refuses it, as any other
	case address.Database == "":
		address.Database = database
		to.URL = address.URL()
	case !elsewhere && !strings.EqualFold(address.Database, database):
		return to, fault.New(fault.Input, "fault.retry.elsewhere", "Was", database, "Is", address.Database)
	}
	return to, nil
}

// retryErrors is where rows go that are refused again: never over another file.
func retryErrors(path, first string, round int, wanted string) (string, error) {
	if wanted != "" {
		if _, err := os.Lstat(wanted); err == nil {
			return "", fault.New(fault.Input, "fault.retry.errors", "Path", wanted)
		}
		return wanted, nil
	}
	stem := filepath.Join(filepath.Dir(path), strings.TrimSuffix(filepath.Base(first), filepath.Ext(first)))
	for ; ; round++ {
		free := fmt.Sprintf("%s-retry-%d.xlsx", stem, round)
		if _, err := os.Lstat(free); err != nil {
			return free, nil
		}
	}
}

// Retried is what a retry found in its spreadsheet.
type Retried struct {
	// Path of the spreadsheet, and Round how many retries lie before this one.
	Path  string
	Round int
	// Refused is how many rows it held when it was written. Deleted of them are there no
	// more, Taken were taken back by an earlier retry, and Moved are in a later spreadsheet.
	Refused, Deleted, Taken, Moved int64
}
