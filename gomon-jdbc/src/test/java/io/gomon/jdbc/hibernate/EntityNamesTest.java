/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.databases.Postgres;
import io.gomon.testkit.GomonExtension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hibernate ORM on PostgreSQL, with and without GoMon. */
class EntityNamesTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void program_withAndWithoutGomon_seesTheSame() {
    List<String> without = program(Postgres.dataSource());
    assertThat(without).hasSizeGreaterThan(8);
    assertThat(program(MonitoredDataSource.wrap(Postgres.dataSource()))).isEqualTo(without);
    assertThat(gomon.events("conn-begintx"))
        .extracting(transaction -> transaction.get("outcome"))
        .contains("commit", "rollback");
  }

  private static List<String> program(DataSource dataSource) {
    List<String> seen = new ArrayList<>();
    try (SessionFactory sessions = sessions(dataSource)) {
      sessions.inTransaction(
          session -> {
            for (int i = 1; i <= 3; i++) {
              session.persist(new Item("item " + i, i + ".50"));
            }
          });
      sessions.inTransaction(
          session -> {
            Item second = session.find(Item.class, 2);
            second.setPrice(new BigDecimal("9.99"));
            session.remove(session.find(Item.class, 1));
          });
      seen.addAll(find(sessions, "from Item i where i.price > 1 order by i.name"));
      try {
        sessions.inTransaction(session -> session.persist(new Item("item 2", "1")));
      } catch (ConstraintViolationException e) {
        seen.add(e.getClass() + e.getSQLState() + e.getConstraintName() + e.getMessage());
      }
      seen.addAll(find(sessions, "from Item order by id"));
      sessions.inTransaction(
          session -> {
            seen.add("" + session.createMutationQuery("update Item set price = 1").executeUpdate());
            seen.add(
                session
                    .createNativeQuery("select count(*) from hibernate_item", Object.class)
                    .getSingleResult()
                    .toString());
            session
                .createSelectionQuery("from Item", Item.class)
                .getResultStream()
                .forEach(item -> seen.add(item.toString()));
            session.doWork(connection -> seen.add(connection.getMetaData().getURL()));
          });
    }
    return seen;
  }

  private static List<String> find(SessionFactory sessions, String query) {
    return sessions.fromTransaction(
        session ->
            session.createSelectionQuery(query, Item.class).list().stream()
                .map(Item::toString)
                .toList());
  }

  @Test
  void entity_isOnItsEvents_andTheQueryOnThoseOfAQuery() {
    try (SessionFactory sessions = sessions(MonitoredDataSource.wrap(Postgres.dataSource()));
        EventTracker request = gomon.gomon().start("test-request");
        Scope scope = request.makeCurrent()) {
      Item item = new Item("a", "1");
      sessions.inTransaction(session -> session.persist(item));
      sessions.inTransaction(session -> session.find(Item.class, item.getId()));
      find(sessions, "from Item where name = 'a'");
      sessions.inTransaction(session -> session.remove(session.merge(item)));
    }
    List<Event> request = gomon.events("test-request");
    List<Event> told = new ArrayList<>();
    for (Event event : gomon.events()) {
      boolean isStatement = event.fingerprint().startsWith("sql-wstmt-");
      if (isStatement && event.parentLow() == request.get(0).idLow()) {
        told.add(event);
      }
    }
    assertThat(told)
        .extracting(event -> verb(event) + " " + event.get("orm-entity"))
        .contains("insert " + Item.class.getName(), "delete " + Item.class.getName());
    assertThat(told)
        .filteredOn(event -> "from Item where name = 'a'".equals(event.get("orm-query")))
        .hasSize(1);
    assertThat(gomon.events("conn-prepare"))
        .filteredOn(event -> event.get("orm-entity") != null)
        .isNotEmpty();
  }

  private static String verb(Event event) {
    String sql = String.valueOf(event.get("query")).replaceFirst("/\\*.*?\\*/", "").strip();
    return sql.substring(0, sql.indexOf(' '));
  }

  private static SessionFactory sessions(DataSource dataSource) {
    Configuration configuration = new Configuration().addAnnotatedClass(Item.class);
    configuration.getProperties().put("hibernate.connection.datasource", dataSource);
    configuration.getProperties().put("hibernate.hbm2ddl.auto", "create");
    configuration.getProperties().put("hibernate.use_sql_comments", "true");
    configuration
        .getProperties()
        .put("hibernate.session_factory.statement_inspector", EntityNames.class.getName());
    return configuration.buildSessionFactory();
  }
}
