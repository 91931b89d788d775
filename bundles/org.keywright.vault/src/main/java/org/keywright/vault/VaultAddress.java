// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.keywright.crypto.KeyMaterial;

/**
 * Where a vault is: a file, or a database on a PostgreSQL server.
 *
 * @param text a file's path, or {@code postgresql://user@host:port/database?option=value&…}
 * @param password of the user of the database, in UTF-8, if it takes one; stays the caller's
 */
public record VaultAddress(String text, Optional<KeyMaterial> password) {
  private static final String SERVER = "postgresql://";

  /** Options by which nothing is run, loaded or written: TLS, the schema, limits in seconds. */
  private static final Set<String> OPTIONS =
      Set.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "currentSchema",
          "connectTimeout",
          "socketTimeout");

  /** A file. */
  public static VaultAddress of(Path file) {
    return new VaultAddress(file.toAbsolutePath().normalize().toString(), Optional.empty());
  }

  /**
   * Reads an address as people write it.
   *
   * @throws IllegalArgumentException if it is neither a file's name nor the address of a database;
   *     the message is for people
   */
  public static VaultAddress parse(String text) {
    if (text.startsWith(SERVER)) {
      requireDatabase(text);
      return new VaultAddress(text, Optional.empty());
    }
    try {
      return of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no file name: " + e.getReason(), e);
    }
  }

  private static void requireDatabase(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + " is no address of a database", e);
    }
    String user = Optional.ofNullable(uri.getUserInfo()).orElse("");
    if (user.contains(":")) {
      throw new IllegalArgumentException(
          "a password is never part of an address: it is asked for, or in a file");
    }
    String database = Optional.ofNullable(uri.getPath()).orElse("");
    if (uri.getHost() == null || database.length() < 2 || database.indexOf('/', 1) >= 0) {
      throw new IllegalArgumentException(
          "the address of a database is postgresql://host:port/database");
    }
    String options = Optional.ofNullable(uri.getQuery()).orElse("");
    for (String option : options.isEmpty() ? new String[0] : options.split("&", -1)) {
      String name = option.substring(0, Math.max(0, option.indexOf('=')));
      if (!OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is no option here: there are %s"
                .formatted(option, String.join(", ", OPTIONS.stream().sorted().toList())));
      }
    }
  }

  /** The same address with the password of the database's user. */
  public VaultAddress with(KeyMaterial databasePassword) {
    return new VaultAddress(text, Optional.of(databasePassword));
  }

  /** The file, unless it is a database on a server. */
  public Optional<Path> file() {
    return text.startsWith(SERVER) ? Optional.empty() : Optional.of(Path.of(text));
  }

  /** As prompts and messages name it: the name of the file or of the database. */
  public String name() {
    return file()
        .map(path -> String.valueOf(path.getFileName()))
        .orElseGet(() -> String.valueOf(URI.create(text).getPath()).substring(1));
  }

  @Override
  public String toString() {
    return text;
  }
}
