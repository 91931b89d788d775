// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.vault.VaultException;

/** A row of a result, read by column; what cannot be there is reported as damage. */
record Row(ResultSet set) {
  /** Makes a value of a row. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Row row) throws SQLException, VaultException;
  }

  /** Takes note of a row. */
  @FunctionalInterface
  interface Use {
    void of(Row row) throws SQLException, VaultException;
  }

  String text(String column) throws SQLException, VaultException {
    return present(column, set.getString(column));
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(set.getString(column));
  }

  long number(String column) throws SQLException {
    return set.getLong(column);
  }

  /** The first column as bytes; those of a text are UTF-8. */
  byte[] first() throws SQLException, VaultException {
    return present("1", set.getBytes(1));
  }

  OptionalLong optionalNumber(String column) throws SQLException {
    long number = set.getLong(column);
    return set.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  int integer(String column) throws SQLException {
    return set.getInt(column);
  }

  boolean flag(String column) throws SQLException {
    return set.getInt(column) != 0;
  }

  Bytes bytes(String column) throws SQLException, VaultException {
    return Bytes.of(present(column, set.getBytes(column)));
  }

  Optional<Bytes> optionalBytes(String column) throws SQLException {
    return Optional.ofNullable(set.getBytes(column)).map(Bytes::of);
  }

  Instant instant(String column) throws SQLException {
    return Moments.of(set.getLong(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    long nanos = set.getLong(column);
    return set.wasNull() ? Optional.empty() : Optional.of(Moments.of(nanos));
  }

  <E extends Enum<E>> E choice(Class<E> type, String column) throws SQLException, VaultException {
    String name = text(column);
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw damaged(column, e);
    }
  }

  <E extends Enum<E>> Optional<E> optionalChoice(Class<E> type, String column)
      throws SQLException, VaultException {
    return optionalText(column).isEmpty() ? Optional.empty() : Optional.of(choice(type, column));
  }

  KeySpec keySpec() throws SQLException, VaultException {
    try {
      return new KeySpec(choice(KeyAlgorithm.class, "algorithm"), integer("bits"));
    } catch (IllegalArgumentException e) {
      throw damaged("bits", e);
    }
  }

  KeyAttributes keyAttributes() throws SQLException, VaultException {
    try {
      return new KeyAttributes(
          new KeyUsage(text("key_usage")),
          choice(KeyMode.class, "key_mode"),
          choice(Exportability.class, "exportability"));
    } catch (IllegalArgumentException e) {
      throw damaged("key_usage", e);
    }
  }

  Kcv kcv() throws SQLException, VaultException {
    try {
      return new Kcv(choice(KcvMethod.class, "kcv_method"), bytes("kcv"));
    } catch (IllegalArgumentException e) {
      throw damaged("kcv", e);
    }
  }

  /** A value as it is, of the kind of its column. */
  @Nullable Object value(Table.Column column) throws SQLException {
    return switch (column.kind()) {
      case NUMBER -> {
        long number = set.getLong(column.name());
        yield set.wasNull() ? null : number;
      }
      case TEXT -> set.getString(column.name());
      case BYTES -> set.getBytes(column.name());
    };
  }

  VaultException damaged(String column, Exception cause) throws SQLException {
    return new VaultException(damage(column), cause);
  }

  private String damage(String column) throws SQLException {
    return "the vault is damaged or was changed: table "
        + set.getMetaData().getTableName(1)
        + ", column "
        + column;
  }

  private <T> T present(String column, @Nullable T value) throws SQLException, VaultException {
    if (value == null) {
      throw new VaultException(damage(column));
    }
    return value;
  }
}
