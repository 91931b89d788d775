// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;

/**
 * A root key as it is sealed.
 *
 * @param root what is said about it
 * @param sealed the key
 */
record RootRow(RootKey root, Bytes sealed) implements LifeRow {
  private static final String ORDER = " ORDER BY purpose, name, generation";

  @Override
  public Lv identity(Seals seals) {
    return identity(seals, root);
  }

  /** The identity of a row that is not sealed yet. */
  static Lv identity(Seals seals, RootKey root) {
    Lv bare =
        seals
            .identity("root_key")
            .add(root.purpose())
            .add(root.name())
            .add(root.generation())
            .add(root.spec().algorithm())
            .add(root.spec().bits())
            .add(root.kcv().map(Kcv::toString))
            .add(root.publicPart())
            .add(root.state())
            .add(root.wellKnown())
            .add(Moments.nanos(root.created()));
    return Lives.add(bare, root.life(), root.created());
  }

  @Override
  public KeyStanding standing() {
    return new KeyStanding(
        new KeyName.Root(root.purpose(), root.name(), root.generation()),
        "",
        root.spec(),
        root.generation(),
        root.kcv(),
        root.life(),
        root.wellKnown(),
        root.created());
  }

  @Override
  public RootRow at(KeyLife life) {
    return new RootRow(root.at(life), sealed);
  }

  @Override
  public void update(Session session, Bytes another) throws SQLException {
    session.update(
        "UPDATE root_key SET "
            + Lives.SET
            + ", sealed = ? WHERE purpose = ? AND name = ? AND generation = ?",
        Lives.values(
            new Object[0], root.life(), another, root.purpose(), root.name(), root.generation()));
  }

  @Override
  public String what() {
    return label(root.purpose(), root.name(), root.generation());
  }

  static Optional<RootRow> find(Session session, RootPurpose purpose, String name, int generation)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM root_key WHERE purpose = ? AND name = ? AND generation = ?",
        RootRow::read,
        purpose,
        name,
        generation);
  }

  static RootRow require(Session session, RootPurpose purpose, String name, int generation)
      throws SQLException, VaultException {
    Optional<RootRow> found = find(session, purpose, name, generation);
    if (found.isPresent()) {
      return found.get();
    }
    throw Names.unknown(
        words(purpose),
        name + "/" + generation,
        session.list(
            "SELECT name, generation FROM root_key WHERE purpose = ?",
            row -> row.text("name") + "/" + row.integer("generation"),
            purpose));
  }

  /** The generations of a root key, the oldest first. */
  static List<RootRow> generations(Session session, RootPurpose purpose, String name)
      throws SQLException, VaultException {
    return list(session, " WHERE purpose = ? AND name = ?", purpose, name);
  }

  /** The root keys that a condition lets through, by purpose, name and generation. */
  static List<RootRow> list(Session session, String where, Object... values)
      throws SQLException, VaultException {
    return session.list("SELECT * FROM root_key" + where + ORDER, RootRow::read, values);
  }

  void insert(Session session) throws SQLException {
    session.update(
        "INSERT INTO root_key (purpose, name, generation, algorithm, bits, kcv_method, kcv,"
            + " public_part"
            + Lives.COLUMNS
            + ", well_known, created, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?"
            + Lives.MARKS
            + ", ?, ?, ?)",
        Lives.values(
            new Object[] {
              root.purpose(),
              root.name(),
              root.generation(),
              root.spec().algorithm(),
              root.spec().bits(),
              root.kcv().map(Kcv::method).orElse(null),
              root.kcv().map(Kcv::value).orElse(null),
              root.publicPart()
            },
            root.life(),
            root.wellKnown().orElse(null),
            root.created(),
            sealed));
  }

  static Proof proof() {
    return new Proof("root_key", "purpose, name, generation", RootRow::read);
  }

  private static RootRow read(Row row) throws SQLException, VaultException {
    return new RootRow(
        new RootKey(
            row.choice(RootPurpose.class, "purpose"),
            row.text("name"),
            row.integer("generation"),
            row.keySpec(),
            row.optionalText("kcv_method").isPresent() ? Optional.of(row.kcv()) : Optional.empty(),
            row.bytes("public_part"),
            Lives.read(row),
            row.optionalText("well_known"),
            row.instant("created")),
        row.bytes("sealed"));
  }

  /** As messages name it: {@code the host root north/1}. */
  static String label(RootPurpose purpose, String name, int generation) {
    return "the " + words(purpose) + " " + name + "/" + generation;
  }

  private static String words(RootPurpose purpose) {
    return switch (purpose) {
      case PAIRING_MODULE_ROOT -> "pairing module root";
      case CY_KEY -> "CY key";
      case HOST_ROOT -> "host root";
      case CENTRE_DESK -> "desk key of the centre";
      case MANUFACTURER -> "manufacturer's key";
      case PERSONALIZATION_UNIT -> "personalization unit's key";
      case CENTRAL_SYSTEM -> "central system's key";
      case IDENTIFICATION_UNIT -> "identification unit's key";
      case APPLIANCE -> "appliance's key";
      case TLS_IDENTITY -> "key of the TLS identity";
      case TLS_AUTHORITY -> "key of the TLS authority";
      case AUDIT -> "key for checkpoints";
    };
  }
}
