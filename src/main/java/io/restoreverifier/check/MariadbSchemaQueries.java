package io.restoreverifier.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a schema of MariaDB or MySQL consists of, as queries of its information schema. Each answers facts, as
 * {@link SchemaQueries} do for PostgreSQL. Left out: what servers fill for themselves, counters, sizes and times of creation.
 */
final class MariadbSchemaQueries {
    /** Everything is written out the same, whatever the server has set for itself. */
    static final List<String> SETTINGS = List.of(
            "set session group_concat_max_len = 1000000",
            "set session time_zone = '+00:00'",
            "set session sql_mode = ''");

    private static final String OWN = Dialect.NOT_SYSTEM;

    private MariadbSchemaQueries() {}

    static List<String> ofMariadb() {
        return with(
                index("column_name"),
                "select concat('check ', constraint_schema, '.', table_name, '.', constraint_name), check_clause"
                        + " from information_schema.check_constraints where constraint_schema " + OWN,
                "select concat(lower(type), ' ', db, '.', name), concat_ws(' ', definer, security_type, is_deterministic,"
                        + " sql_data_access, convert(param_list using utf8mb4), convert(`returns` using utf8mb4),"
                        + " convert(body_utf8 using utf8mb4)) from mysql.proc where db " + OWN,
                "select concat('event ', db, '.', name), concat_ws(' ', definer, interval_value, interval_field, execute_at,"
                        + " starts, ends, on_completion, convert(body_utf8 using utf8mb4)) from mysql.event where db "
                        + OWN);
    }

    /** MySQL has no tables of its own for routines and events that could be read, and indexes of what is computed. */
    static List<String> ofMysql() {
        return with(
                index("coalesce(column_name, concat('(', expression, ')'))"),
                "select concat('check ', c.constraint_schema, '.', t.table_name, '.', c.constraint_name),"
                        + " concat_ws(' ', c.check_clause, if(t.enforced = 'YES', null, 'not enforced'))"
                        + " from information_schema.check_constraints c join information_schema.table_constraints t"
                        + " using (constraint_schema, constraint_name)"
                        + " where t.constraint_type = 'CHECK' and c.constraint_schema " + OWN,
                "select concat(lower(r.routine_type), ' ', r.routine_schema, '.', r.routine_name),"
                        + " concat_ws(' ', r.definer, r.security_type, r.is_deterministic, r.sql_data_access,"
                        + " (select group_concat(concat_ws(' ', p.parameter_mode, p.parameter_name, p.dtd_identifier)"
                        + " order by p.ordinal_position) from information_schema.parameters p"
                        + " where p.specific_schema = r.routine_schema and p.specific_name = r.specific_name"
                        + " and p.routine_type = r.routine_type), r.routine_definition)"
                        + " from information_schema.routines r where r.routine_schema " + OWN,
                "select concat('event ', event_schema, '.', event_name), concat_ws(' ', definer, interval_value, interval_field,"
                        + " execute_at, starts, ends, on_completion, event_definition)"
                        + " from information_schema.events where event_schema " + OWN);
    }

    private static List<String> with(String... own) {
        return Stream.concat(common().stream(), Stream.of(own)).toList();
    }

    /** @param column what it is of */
    private static String index(String column) {
        return "select concat('index ', table_schema, '.', table_name, '.', index_name),"
                + " concat(if(min(non_unique) = 0, 'unique ', ''), min(index_type), ' (', group_concat(concat(" + column
                + ","
                + " coalesce(concat('(', sub_part, ')'), ''), ' ', coalesce(collation, '')) order by seq_in_index), ')')"
                + " from information_schema.statistics where table_schema " + OWN
                + " group by table_schema, table_name, index_name";
    }

    private static List<String> common() {
        return List.of(
                "select concat('database ', schema_name), concat(default_character_set_name, ' ', default_collation_name)"
                        + " from information_schema.schemata where schema_name " + OWN,
                "select concat('table ', table_schema, '.', table_name),"
                        + " concat_ws(' ', table_type, engine, row_format, table_collation, create_options, quote(table_comment))"
                        + " from information_schema.tables where table_type <> 'VIEW' and table_schema " + OWN,
                "select concat('column ', c.table_schema, '.', c.table_name, '.', c.column_name),"
                        + " concat_ws(' ', c.ordinal_position, c.column_type, c.collation_name,"
                        + " if(c.is_nullable = 'YES', 'null', 'not null'), concat('default ', c.column_default), c.extra,"
                        + " concat('as ', c.generation_expression), quote(c.column_comment))"
                        + " from information_schema.columns c join information_schema.tables t using (table_schema, table_name)"
                        + " where t.table_type <> 'VIEW' and c.table_schema " + OWN,
                "select concat('foreign key ', k.table_schema, '.', k.table_name, '.', k.constraint_name),"
                        + " concat('(', group_concat(k.column_name order by k.ordinal_position), ') to ',"
                        + " min(k.referenced_table_schema), '.', min(k.referenced_table_name), ' (',"
                        + " group_concat(k.referenced_column_name order by k.ordinal_position), ') on update ', min(r.update_rule),"
                        + " ' on delete ', min(r.delete_rule))"
                        + " from information_schema.key_column_usage k join information_schema.referential_constraints r"
                        + " on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name"
                        + " and r.table_name = k.table_name where k.table_schema " + OWN
                        + " group by k.table_schema, k.table_name, k.constraint_name",
                "select concat('view ', table_schema, '.', table_name), concat_ws(' ', definer, security_type, check_option,"
                        + " view_definition) from information_schema.views where table_schema " + OWN,
                "select concat('trigger ', trigger_schema, '.', trigger_name), concat_ws(' ', action_timing,"
                        + " event_manipulation, 'on', event_object_table, action_order, definer, action_statement)"
                        + " from information_schema.triggers where trigger_schema " + OWN);
    }
}
