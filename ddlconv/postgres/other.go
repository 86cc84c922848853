package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/script"
)

// set reads SET: the search path says where things are made.
func (r *reader) set(n *pg.VariableSetStmt) verdict {
	if strings.EqualFold(n.Name, "search_path") {
		var names []string
		for _, a := range n.Args {
			names = append(names, textOf(a))
		}
		r.setPath(names)
	}
	return passed(n.Name)
}

// other reads the statements that make no table and change none.
func (r *reader) other(st source, node *pg.Node) verdict {
	switch n := node.Node.(type) {
	case *pg.Node_CreateFunctionStmt:
		_, name := split2(strs(n.CreateFunctionStmt.Funcname))
		if r.overload(name, n.CreateFunctionStmt.Parameters) {
			r.overloads[name] = true
		} else {
			r.functions[name] = true
		}
		return manual(name, "postgres.routine", language(n.CreateFunctionStmt.Options))
	case *pg.Node_CreateTrigStmt:
		return manual(n.CreateTrigStmt.Trigname, "postgres.trigger", relationName(n.CreateTrigStmt.Relation))
	case *pg.Node_CreateEventTrigStmt:
		return manual(n.CreateEventTrigStmt.Trigname, "postgres.trigger", n.CreateEventTrigStmt.Eventname)
	case *pg.Node_RuleStmt:
		return manual(n.RuleStmt.Rulename, "postgres.rule", relationName(n.RuleStmt.Relation))
	case *pg.Node_CreatePolicyStmt, *pg.Node_AlterPolicyStmt:
		return manual("", "postgres.policy", words(st))
	case *pg.Node_CreateExtensionStmt:
		return manual(n.CreateExtensionStmt.Extname, "postgres.extension", n.CreateExtensionStmt.Extname)
	case *pg.Node_AlterExtensionStmt, *pg.Node_AlterExtensionContentsStmt:
		return manual("", "postgres.extension", words(st))
	case *pg.Node_GrantStmt, *pg.Node_GrantRoleStmt, *pg.Node_AlterDefaultPrivilegesStmt, *pg.Node_CreateRoleStmt,
		*pg.Node_AlterRoleStmt, *pg.Node_AlterRoleSetStmt, *pg.Node_DropRoleStmt, *pg.Node_SecLabelStmt:
		return manual("", "postgres.grant", words(st))
	case *pg.Node_CompositeTypeStmt:
		v := n.CompositeTypeStmt.Typevar
		if r.typed([]string{v.Schemaname, v.Relname}) {
			return manual(relationName(v), "postgres.table.twice", relationName(v))
		}
		u := &userType{composite: true}
		for _, node := range n.CompositeTypeStmt.Coldeflist {
			if field := node.GetColumnDef(); field != nil {
				u.fields = append(u.fields, field)
			}
		}
		r.addType([]string{v.Schemaname, v.Relname}, u)
		return manual(relationName(v), "postgres.type.composite", relationName(v))
	case *pg.Node_CreateRangeStmt:
		names := strs(n.CreateRangeStmt.TypeName)
		if r.typed(names) {
			return manual(strings.Join(names, "."), "postgres.table.twice", strings.Join(names, "."))
		}
		r.addType(names, &userType{ranged: true})
		return converted(strings.Join(names, "."))
	case *pg.Node_DefineStmt:
		return r.define(st, n.DefineStmt)
	case *pg.Node_CreateForeignTableStmt, *pg.Node_CreateFdwStmt, *pg.Node_CreateForeignServerStmt, *pg.Node_CreateUserMappingStmt,
		*pg.Node_ImportForeignSchemaStmt, *pg.Node_AlterForeignServerStmt, *pg.Node_AlterFdwStmt, *pg.Node_AlterUserMappingStmt:
		return manual("", "postgres.foreign.table", words(st))
	case *pg.Node_CreatePublicationStmt, *pg.Node_AlterPublicationStmt, *pg.Node_CreateSubscriptionStmt, *pg.Node_AlterSubscriptionStmt:
		return manual("", "postgres.replication", words(st))
	case *pg.Node_DoStmt:
		return r.block(st, n.DoStmt)
	case *pg.Node_CallStmt:
		_, name := split2(strs(n.CallStmt.Funccall.GetFuncname()))
		return manual(name, "postgres.call", words(st))
	case *pg.Node_ExecuteStmt:
		return manual(n.ExecuteStmt.Name, "postgres.call", words(st))
	case *pg.Node_AlterOwnerStmt, *pg.Node_TransactionStmt, *pg.Node_VacuumStmt, *pg.Node_ClusterStmt, *pg.Node_LockStmt,
		*pg.Node_DiscardStmt, *pg.Node_CheckPointStmt, *pg.Node_NotifyStmt, *pg.Node_ListenStmt, *pg.Node_UnlistenStmt,
		*pg.Node_VariableShowStmt, *pg.Node_RefreshMatViewStmt, *pg.Node_ReindexStmt, *pg.Node_LoadStmt, *pg.Node_PrepareStmt,
		*pg.Node_DeallocateStmt, *pg.Node_ExplainStmt, *pg.Node_ConstraintsSetStmt, *pg.Node_TruncateStmt,
		*pg.Node_InsertStmt, *pg.Node_UpdateStmt, *pg.Node_DeleteStmt, *pg.Node_MergeStmt, *pg.Node_CopyStmt, *pg.Node_DropdbStmt,
		*pg.Node_CreatedbStmt, *pg.Node_AlterDatabaseStmt,
		*pg.Node_DeclareCursorStmt, *pg.Node_FetchStmt, *pg.Node_ClosePortalStmt, *pg.Node_DropOwnedStmt,
		*pg.Node_ReassignOwnedStmt, *pg.Node_DropTableSpaceStmt:
		return verdict{fate: script.Passed}
	case *pg.Node_AlterDatabaseSetStmt, *pg.Node_AlterSystemStmt, *pg.Node_CreateTableSpaceStmt, *pg.Node_AlterTableSpaceOptionsStmt:
		return manual("", "postgres.instance", words(st))
	case *pg.Node_AlterTableMoveAllStmt:
		return manual("", "postgres.instance", words(st))
	case *pg.Node_AlterTsconfigurationStmt, *pg.Node_AlterTsdictionaryStmt:
		return manual("", "postgres.search", words(st))
	case *pg.Node_CreateStatsStmt, *pg.Node_AlterStatsStmt:
		return manual("", "postgres.statistics", words(st))
	case *pg.Node_AlterFunctionStmt:
		return manual("", "postgres.routine", words(st))
	}
	return manual("", "postgres.object", words(st))
}

// overload tells whether a function has the name of one of PostgreSQL's own and takes an
// array, a document or a type of the script's, so that a call with a plain value means the
// old one still.
func (r *reader) overload(name string, parameters []*pg.Node) bool {
	if same[name].name == "" {
		return false
	}
	for _, node := range parameters {
		switch r.kindOf(readType(node.GetFunctionParameter().GetArgType())) {
		case array, document, other:
			return true
		}
	}
	return false
}

// define reads CREATE AGGREGATE, OPERATOR, TYPE, COLLATION and their like.
func (r *reader) define(st source, n *pg.DefineStmt) verdict {
	name := strings.Join(strs(n.Defnames), ".")
	switch n.Kind {
	case pg.ObjectType_OBJECT_AGGREGATE:
		_, own := split2(strs(n.Defnames))
		r.functions[own] = true
		return manual(name, "postgres.aggregate", words(st))
	case pg.ObjectType_OBJECT_COLLATION:
		return manual(name, "postgres.collation", words(st))
	case pg.ObjectType_OBJECT_TSCONFIGURATION, pg.ObjectType_OBJECT_TSDICTIONARY, pg.ObjectType_OBJECT_TSPARSER, pg.ObjectType_OBJECT_TSTEMPLATE:
		return manual(name, "postgres.search", words(st))
	case pg.ObjectType_OBJECT_TYPE:
		r.addType(strs(n.Defnames), &userType{composite: true})
		return manual(name, "postgres.type.composite", name)
	}
	return manual(name, "postgres.object", words(st))
}

// language is what a routine is written in.
func language(options []*pg.Node) string {
	for _, o := range options {
		if e := o.GetDefElem(); e != nil && e.Defname == "language" {
			return strings.ToLower(e.Arg.GetString_().GetSval())
		}
	}
	return "plpgsql"
}
