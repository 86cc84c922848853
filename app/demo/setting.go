package demo

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"github.com/go-sql-driver/mysql"
	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/source/mysql/localserver"
	"github.com/obferry/obferry/profiles"
)

// The databases of the demo: the shop's, on both sides, and the sheets'.
const (
	shopDatabase   = "demo_shop"
	sheetsDatabase = "demo_sheets"
)

// Setting is all that the demo needs, standing: both servers, the shop and the
// sheets. Close it.
type Setting struct {
	// Shop is a database, Quotes a workbook and Stores a text file.
	Shop, Quotes, Stores engine.Endpoint
	// ShopTarget and SheetsTarget are databases of the practice kernel that are
	// not there yet.
	ShopTarget, SheetsTarget engine.Endpoint
	// Dir holds everything, also what the demo writes.
	Dir string

	lock   *flock.Flock
	source *localserver.Server
	kernel *practice.Instance
}

// DefaultDir is where the demo lives when nobody says otherwise.
func DefaultDir() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fault.New(fault.Preflight, "fault.demo.home").Because(err)
	}
	return filepath.Join(cache, "obferry", "demo"), nil
}

// Prepare starts a MariaDB and a practice kernel below dir, makes the shop where
// it is not there yet, writes the sheets, and clears what an earlier demo brought
// to the kernel. Both servers stop with Close; MariaDB also when ctx ends. Observe
// may be nil; it is called from one goroutine at a time.
func Prepare(ctx context.Context, dir string, observe func(Stage)) (_ *Setting, err error) {
	if dir, err = filepath.Abs(dir); err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return nil, fault.New(fault.Preflight, "fault.demo.dir", "Path", dir).Because(err)
	}
	s := &Setting{Dir: dir}
	if err := s.take(); err != nil {
		return nil, err
	}
	if err := s.raise(ctx, one(observe)); err != nil {
		return nil, errors.Join(err, s.Close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

// take keeps other demos out of the directory until Close.
func (s *Setting) take() error {
	s.lock = flock.New(filepath.Join(s.Dir, "demo.lock"))
	free, err := s.lock.TryLock()
	switch {
	case err != nil:
		return fault.New(fault.Preflight, "fault.demo.dir", "Path", s.Dir).Because(err)
	case !free:
		return fault.New(fault.Preflight, "fault.demo.busy", "Path", s.Dir)
	}
	return nil
}

// raise brings everything up, both sides at once.
func (s *Setting) raise(ctx context.Context, tell func(Stage)) error {
	ready, stop := context.WithCancel(ctx)
	defer stop()
	var group errgroup.Group
	group.Go(func() error {
		err := s.raiseSource(ctx, ready, tell)
		if err != nil {
			stop()
		}
		return err
	})
	group.Go(func() error {
		err := s.raiseTarget(ready, tell)
		if err != nil {
			stop()
		}
		return err
	})
	if err := group.Wait(); err != nil {
		return err
	}
	tell(Stage{Step: WritingSheets})
	return s.writeSheets()
}

// raiseSource starts MariaDB, which ends with life, and makes the shop.
func (s *Setting) raiseSource(life, ctx context.Context, tell func(Stage)) (err error) {
	tell(Stage{Step: StartingSource})
	s.source, err = localserver.Start(life, localserver.Options{Dir: filepath.Join(s.Dir, "mariadb")})
	if err != nil {
		return err
	}
	s.Shop = engine.Endpoint{URL: s.source.URL(shopDatabase)}
	db, err := open(s.source.HostPort())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return ensureShop(ctx, db, tell)
}

// raiseTarget starts the kernel and drops what an earlier demo brought there.
func (s *Setting) raiseTarget(ctx context.Context, tell func(Stage)) (err error) {
	s.kernel, err = practice.Start(ctx, practice.Options{
		Dir:     filepath.Join(s.Dir, "kernel"),
		Observe: func(stage practice.Stage) { tell(Stage{Step: StartingKernel, Kernel: stage}) },
	})
	if err != nil {
		return err
	}
	hostPort := s.kernel.Host() + ":" + strconv.Itoa(s.kernel.Port())
	s.ShopTarget = s.target(shopDatabase)
	s.SheetsTarget = s.target(sheetsDatabase)
	db, err := open(hostPort)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tell(Stage{Step: ClearingTarget})
	for _, name := range []string{shopDatabase, sheetsDatabase} {
		if _, err := db.ExecContext(ctx, "DROP DATABASE IF EXISTS `"+name+"`"); err != nil {
			return fault.Explain(err, "fault.demo.clear", "Database", name)
		}
	}
	return nil
}

func (s *Setting) target(database string) engine.Endpoint {
	a := profiles.Address{Kind: profiles.OceanBase, Host: s.kernel.Host(), Port: s.kernel.Port(), User: "root", Database: database}
	return engine.Endpoint{URL: a.URL()}
}

func (s *Setting) writeSheets() error {
	quotes, stores := filepath.Join(s.Dir, quotesFile), filepath.Join(s.Dir, storesFile)
	s.Quotes.URL = profiles.Address{Kind: profiles.Workbook, Path: quotes}.URL()
	s.Stores.URL = profiles.Address{Kind: profiles.Delimited, Path: stores}.URL()
	return errors.Join(writeQuotes(quotes), writeStores(stores))
}

// Close stops both servers. What they hold stays for the next time.
func (s *Setting) Close(ctx context.Context) error {
	var group errgroup.Group
	group.Go(func() error { return s.kernel.Stop(ctx) })
	group.Go(func() error {
		if s.source == nil {
			return nil
		}
		return s.source.Stop(ctx)
	})
	return errors.Join(group.Wait(), s.lock.Unlock())
}

// open connects as root without a password.
func open(hostPort string) (*sql.DB, error) {
	config := mysql.NewConfig()
	config.Net, config.Addr, config.User = "tcp", hostPort, "root"
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}
