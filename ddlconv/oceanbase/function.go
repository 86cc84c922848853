package oceanbase

// missing are functions of MySQL and MariaDB that the kernel has not (1305). Some it has
// in a form that MySQL has not, and not in that of MySQL.
const missing = " add_months asbinary astext binlog_gtid_pos can_access_column can_access_database can_access_table can_access_user " +
	"can_access_view chr column_add column_check column_create column_delete column_exists column_get column_json " +
	"column_list concat_operator_oracle crc32c crosses decode_histogram decode_oracle dimension disjoint encode_oracle " +
	"exteriorring geometryfromtext geometryn geomfromtext get_dd_column_privileges glength interiorringn intersects isempty " +
	"issimple json_compact json_detailed json_equals json_exists json_loose json_normalize json_object_filter_keys " +
	"json_object_to_array json_query kdf lengthb load_file master_gtid_wait master_pos_wait mbrcontains mbrcoveredby " +
	"mbrcovers mbrdisjoint mbrequals mbrintersects mbroverlaps mbrtouches mbrwithin median natural_sort_key numgeometries " +
	"numinteriorrings numpoints nvl2 old_password percentile_disc pointfromtext pointn ps_current_thread_id ps_thread_id " +
	"roles_graphml sformat spider_bg_direct_sql st_collect st_convexhull st_dimension st_disjoint st_endpoint st_envelope " +
	"st_exteriorring st_frechetdistance st_geohash st_geomcollfromtext st_geomcollfromwkb st_geometrycollection " +
	"st_geometryn st_geometrytype st_geomfromgeojson st_hausdorffdistance st_interiorringn st_intersection st_isclosed " +
	"st_isempty st_issimple st_latfromgeohash st_linefromtext st_linefromwkb st_lineinterpolatepoint st_longfromgeohash " +
	"st_makeenvelope st_mlinefromtext st_mpointfromtext st_mpolyfromtext st_numgeometries st_numinteriorring " +
	"st_numinteriorrings st_numpoints st_pointatdistance st_pointfromgeohash st_pointfromtext st_pointfromwkb st_pointn " +
	"st_polyfromtext st_polyfromwkb st_relate st_simplify st_startpoint st_swapxy st_touches st_validate startpoint " +
	"substr_oracle sys_guid trim_oracle uuid_v4 uuid_v7 vec_distance vec_fromtext vec_totext vector_dim xmltype "

// missingXML are missing before 4.2.5: V4.2.1 and V4.2.5, "Compatibility with MySQL".
const missingXML = " extractvalue updatexml "

// missing3 are missing before 4.0: V3.1.5, "Compatibility with MySQL". 3.2 has no such
// page that could be found.
const missing3 = " degrees addtime dayname octet_length soundex weight_string aes_decrypt aes_encrypt compress sha sha1 sha2 " +
	"uncompress uncompressed_length is_ipv4_compat "

// fleeting are functions whose value is not settled by their arguments alone: they
// may stand in no CHECK (3814), generated column (3102) or key (3758).
const fleeting = " now current_timestamp localtime localtimestamp curdate current_date curtime current_time sysdate utc_date " +
	"utc_time utc_timestamp unix_timestamp from_unixtime rand random_bytes uuid uuid_short user current_user session_user " +
	"system_user current_role connection_id database schema version last_insert_id sleep found_rows row_count get_lock " +
	"release_lock release_all_locks is_free_lock is_used_lock benchmark select @ nextval lastval setval values name_const "

// unsafe are functions over which the kernel breaks off where a default calls them.
const unsafe = " cast convert current_user case div select @ "

// missing are the functions that the target has not.
func (t Target) missing() string {
	all := missing
	if t.Before("4.2.5") {
		all += missingXML
	}
	if t.Before("4.0.0") {
		all += missing3
	}
	return all
}

// Lacks tells whether a function, by its name in lower case, is one of MySQL or MariaDB that
// the target has not.
func (t Target) Lacks(function string) bool { return listed(t.missing(), function) }

// RefusesExpression tells whether a call is among those given that the target takes
// in no CHECK, generated column or key. Names are in lower case; "select" stands for
// a subquery and "@" for a variable.
func (t Target) RefusesExpression(calls []string) bool { return anyOf(calls, t.missing(), fleeting) }

// RefusesDefault tells the same for a default.
func (t Target) RefusesDefault(calls []string) bool { return anyOf(calls, t.missing(), unsafe) }

// partitioners are the functions that a table may be partitioned by.
const partitioners = " abs ceil ceiling day dayofmonth dayofweek dayofyear div extract floor hour microsecond minute mod month " +
	"quarter second time_to_sec to_days to_seconds unix_timestamp weekday year yearweek "

// RefusesPartition tells whether a call is among those given that no table can be
// partitioned by (1486).
func RefusesPartition(calls []string) bool {
	for _, call := range calls {
		if !listed(partitioners, call) {
			return true
		}
	}
	return false
}

// anyOf tells whether one of several lists of words between blanks holds one of the
// names.
func anyOf(names []string, lists ...string) bool {
	for _, name := range names {
		for _, list := range lists {
			if listed(list, name) {
				return true
			}
		}
	}
	return false
}
