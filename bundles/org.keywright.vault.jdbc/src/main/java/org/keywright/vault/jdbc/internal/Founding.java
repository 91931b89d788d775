// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Sharing;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.SigningIn.Unlocked;

/** Makes a vault with officers, and opens one by an officer's passphrase. */
final class Founding {
  private static final int FAILURES_ALLOWED = 10;
  private static final int ID_BYTES = 16;
  private static final String FOUNDER = "the founding of the vault";

  private final Sealing sealing;
  private final Keys keys;
  private final OfficersCrypto crypto;
  private final Settings settings;

  Founding(Sealing sealing, Keys keys, OfficersCrypto crypto, Settings settings) {
    this.sealing = sealing;
    this.keys = keys;
    this.crypto = crypto;
    this.settings = settings;
  }

  /** Refuses officers who do not make a vault. */
  static void require(List<NewOfficer> officers, int threshold) throws VaultException {
    var names = new HashSet<String>();
    int holders = 0;
    for (NewOfficer officer : officers) {
      Names.requireName(officer.name());
      Appointing.requireLong(officer.passphrase());
      if (!names.add(officer.name())) {
        throw new VaultException("there are two officers '" + officer.name() + "'");
      }
      holders += officer.role() == Role.SECURITY_OFFICER ? 1 : 0;
    }
    if (threshold < 2 || holders < threshold || holders > Sharing.MOST) {
      throw new VaultException(
          "the roots are opened by 2 or more of up to %d security officers, not by %d of %d"
              .formatted(Sharing.MOST, threshold, holders));
    }
  }

  /** Writes a new vault's rows; the data key that is returned is the caller's. */
  Unlocking.Opened make(Session session, List<NewOfficer> officers, int threshold)
      throws SQLException, VaultException {
    String id = Bytes.of(keys.random(ID_BYTES)).hex();
    Instant created = settings.clock().instant();
    Passphrases.Cost cost = crypto.appointing().cost();
    session.update(
        "INSERT INTO vault (id, created, salt, memory_kib, iterations, lanes, data_key, failures,"
            + " last_failure) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)",
        id,
        created,
        Bytes.of(),
        cost.memoryKib(),
        cost.iterations(),
        cost.lanes(),
        Bytes.of());
    Key dataKey = keys.generate(KeySpec.AES_256);
    boolean made = false;
    try (var seals = new Seals(sealing, dataKey.copy(), id);
        Key rootsKey = crypto.appointing().rootsKey();
        Seals roots = seals.under(rootsKey.copy())) {
      for (NewOfficer officer : officers) {
        OfficerRow row =
            crypto
                .appointing()
                .appointed(crypto.shares().ecKeys(), id, officer, FOUNDER, cost, dataKey);
        row.save(session);
        SigningIn.begin(session, seals, officer.name());
      }
      Pact pact =
          RootsRenewal.deal(
              session,
              crypto.shares(),
              seals,
              roots,
              rootsKey,
              new Pact(0, threshold, 0, FAILURES_ALLOWED));
      OfficerRow first =
          OfficerRow.all(session).stream()
              .filter(row -> row.head().name().equals(first(officers)))
              .findFirst()
              .orElseThrow();
      made = true;
      return new Unlocking.Opened(
          id,
          created,
          dataKey,
          0,
          Optional.of(first.officer(session, pact)),
          "made for %d officers; %d of %d security officers open the roots"
              .formatted(officers.size(), pact.threshold(), pact.shares()));
    } finally {
      if (!made) {
        dataKey.close();
      }
    }
  }

  private static String first(List<NewOfficer> officers) {
    return officers.stream()
        .filter(officer -> officer.role() == Role.SECURITY_OFFICER)
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Refuses whoever is no security officer. */
  static void requireSecurityOfficers(Session session, List<String> names)
      throws SQLException, VaultException {
    for (String name : names) {
      OfficerRow.Head officer = OfficerRow.require(session, name).head();
      if (officer.role() != Role.SECURITY_OFFICER) {
        throw new VaultException(
            "%s is %s, and two security officers are needed"
                .formatted(name, officer.role().words()));
      }
    }
  }

  /** Tries an officer's passphrase; the data key that is returned is the caller's. */
  static Unlocking.Opened open(Session session, SigningIn signingIn, SignIn who)
      throws SQLException, VaultException {
    record Head(String id, Instant created) {}

    Head head =
        session
            .first("SELECT * FROM vault", row -> new Head(row.text("id"), row.instant("created")))
            .orElseThrow(() -> new VaultException("the vault is damaged: restore a backup"));
    try (Unlocked officer = signingIn.unlock(committing(session), head.id(), who)) {
      Key dataKey = officer.dataKey().copy();
      boolean opened = false;
      try (Seals seals = signingIn.seals(dataKey.copy(), head.id())) {
        List<OfficerRow> all = OfficerRow.all(session);
        Pact pact = Pact.require(session, seals, all);
        var signedIn = officer.row().officer(session, pact);
        opened = true;
        return new Unlocking.Opened(
            head.id(),
            head.created(),
            dataKey,
            officer.failures(),
            Optional.of(signedIn),
            officer.words());
      } finally {
        if (!opened) {
          dataKey.close();
        }
      }
    }
  }

  /** Each statement of a session outside of transactions is durable by itself. */
  private static Committing committing(Session session) {
    return new Committing() {
      @Override
      public <T> T write(Work<T> work) throws VaultException {
        try {
          return work.with(session);
        } catch (SQLException e) {
          throw new VaultException("the vault failed: " + e.getMessage(), e);
        }
      }
    };
  }
}
