/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.databases.Postgres;
import io.gomon.testkit.GomonExtension;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** jOOQ on PostgreSQL, with and without GoMon. */
class TableNamesTest {
  private static final Table<Record> ITEM = table(name("jooq_item"));
  private static final Field<Integer> ID = field(name("id"), SQLDataType.INTEGER.notNull());
  private static final Field<String> NAME = field(name("name"), SQLDataType.VARCHAR(20));

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void program_withAndWithoutGomon_seesTheSame() {
    List<String> without = program(Postgres.dataSource());
    assertThat(without).hasSize(8);
    assertThat(program(MonitoredDataSource.wrap(Postgres.dataSource()))).isEqualTo(without);
  }

  private static List<String> program(DataSource dataSource) {
    DSLContext jooq = jooq(dataSource);
    List<String> seen = new ArrayList<>();
    create(jooq);
    seen.add("" + jooq.insertInto(ITEM, ID, NAME).values(1, "one").values(2, "two").execute());
    seen.add("" + jooq.insertInto(ITEM, ID, NAME).values(3, "three").returning(ID).fetchOne());
    seen.add("" + jooq.update(ITEM).set(NAME, "zwei").where(ID.eq(2)).execute());
    try {
      jooq.transaction(
          inner -> {
            inner.dsl().deleteFrom(ITEM).execute();
            inner.dsl().insertInto(ITEM, ID, NAME).values(4, "a").values(4, "b").execute();
          });
    } catch (DataAccessException e) {
      seen.add(e.sqlState() + e.getMessage());
    }
    seen.add(jooq.select(ID, NAME).from(ITEM).orderBy(ID).fetch().toString());
    int[] counts =
        jooq.batch(jooq.insertInto(ITEM, ID, NAME).values((Integer) null, null))
            .bind(5, "five")
            .bind(6, "six")
            .execute();
    seen.add(counts[0] + " " + counts[1]);
    seen.add("" + jooq.fetchCount(ITEM));
    seen.add("" + jooq.fetchValue("select max(id) from jooq_item"));
    return seen;
  }

  @Test
  void table_isOnItsEvents_whichAreTheRequests() {
    DSLContext jooq = jooq(MonitoredDataSource.wrap(Postgres.dataSource()));
    create(jooq);
    try (EventTracker request = gomon.gomon().start("test-request");
        Scope scope = request.makeCurrent()) {
      jooq.insertInto(ITEM, ID, NAME).values(1, "one").execute();
      jooq.update(ITEM).set(NAME, "eins").execute();
      jooq.selectFrom(ITEM).fetch();
      jooq.deleteFrom(ITEM).execute();
      jooq.fetch("select 1");
    }
    Event request = gomon.events("test-request").get(0);
    assertThat(gomon.events())
        .filteredOn(event -> event.fingerprint().startsWith("sql-wstmt"))
        .filteredOn(event -> event.parentLow() == request.idLow())
        .extracting(event -> event.get("orm-entity"))
        .containsExactly("jooq_item", "jooq_item", "jooq_item", "jooq_item", null);
  }

  private static void create(DSLContext jooq) {
    jooq.dropTableIfExists(ITEM).execute();
    jooq.createTable(ITEM).columns(ID, NAME).primaryKey(ID).execute();
  }

  private static DSLContext jooq(DataSource dataSource) {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    DefaultConfiguration configuration = new DefaultConfiguration();
    configuration.set(dataSource).set(SQLDialect.POSTGRES).set(new TableNames());
    return DSL.using(configuration);
  }
}
