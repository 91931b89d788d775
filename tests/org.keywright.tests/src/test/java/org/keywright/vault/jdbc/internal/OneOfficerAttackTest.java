// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.tests.vault.Bureau;
import org.keywright.vault.Grant;
import org.keywright.vault.Role;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.OfficerRow.Head;
import org.keywright.vault.jdbc.internal.SigningIn.Unlocked;

/**
 * What one security officer can do with the file and a program of his own, for which all of the
 * code is there: he has the data key, his private key and his share, and writes what he likes.
 */
class OneOfficerAttackTest {
  @TempDir Path folder;
  private final TestCrypto crypto = new TestCrypto();
  private final SplitKnowledge split = TestCurves.splitKnowledge(crypto);
  private Bureau bureau;

  @BeforeEach
  void found() throws Exception {
    bureau = new Bureau(folder);
    bureau.keySet("north", "4B57000000000001");
  }

  @AfterEach
  void close() {
    bureau.close();
  }

  /** What Bob does with the closed file. */
  private interface Attack {
    void by(Session session, Unlocked bob, Seals data) throws Exception;
  }

  private void attack(Attack attack) throws Exception {
    bureau.close();
    try (Session session = new SqliteFile(bureau.file(), 0).writing();
        Unlocked bob = unlocked(session, "bob");
        var data = new Seals(crypto.sealing, bob.dataKey().copy(), id(session))) {
      attack.by(session, bob, data);
    }
  }

  private Unlocked unlocked(Session session, String name) throws Exception {
    return new SigningIn(crypto.sealing, new Argon2Passphrases(crypto.primitives), bureau.clock())
        .unlock(committing(session), id(session), Bureau.signIn(name));
  }

  private static Committing committing(Session session) {
    return new Committing() {
      @Override
      public <T> T write(Work<T> work) throws VaultException {
        try {
          return work.with(session);
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  private static String id(Session session) throws SQLException {
    return session.text("SELECT id FROM vault");
  }

  private static List<KeyRows.SetRow> sets(Session session) throws Exception {
    return KeyRows.sets(session, "");
  }

  private static boolean opened(Seals seals, KeyRows.SetRow row) {
    try (var opened = seals.open(row.identity(seals), row.sealed(), "T")) {
      return opened.length() > 0;
    } catch (VaultException e) {
      return false;
    }
  }

  @Test
  void theDataKeyOpensNoTransportKey() throws Exception {
    attack(
        (session, bob, data) -> {
          assertThat(sets(session)).hasSize(1).noneMatch(row -> opened(data, row));
          try (Key privateKey = bob.privateKey(crypto.sealing, id(session))) {
            assertThat(privateKey.spec()).isEqualTo(KeySpec.EC_P256);
          }
        });
  }

  @Test
  void hisShareWithAnyThatHeMakesUpIsNotTheRootsKey() throws Exception {
    attack(
        (session, bob, data) -> {
          var shares = new RootsShares(crypto.sealing, split);
          Pact pact = Pact.require(session, data, OfficerRow.all(session));
          try (KeyPart own = shares.open(session, id(session), pact, bob)) {
            for (int number = 1; number <= 3; number++) {
              if (number != own.number()) {
                for (Key guess : guesses(own, bob)) {
                  assertThat(joined(session, own, number, guess)).isFalse();
                }
              }
            }
          }
        });
  }

  private List<Key> guesses(KeyPart own, Unlocked bob) throws KeyException {
    return List.of(
        own.value(),
        bob.dataKey(),
        bob.stretched(),
        crypto.keys.generate(KeySpec.AES_256),
        Key.of(KeySpec.AES_256, KeyMaterial.copyOf(new byte[32])));
  }

  private boolean joined(Session session, KeyPart own, int number, Key guess) throws Exception {
    var other = new KeyPart(Sharing.Method.SHARES, number, guess);
    try (Seals roots =
        new Seals(crypto.sealing, split.parts().join(List.of(own, other)), id(session))) {
      for (KeyRows.SetRow row : sets(session)) {
        if (opened(roots, row)) {
          return true;
        }
      }
      return Pact.signedBy(session, roots, OfficerRow.all(session));
    }
  }

  @Test
  void theOthersBoxesDoNotOpenForHim() throws Exception {
    attack(
        (session, bob, data) -> {
          var boxes = new SealedBoxes(crypto.sealing, split);
          for (OfficerRow other : OfficerRow.all(session)) {
            if (other.holdsShare() && !other.head().name().equals("bob")) {
              Bytes box = sealedShare(session, other.head().name());
              try (Key privateKey = bob.privateKey(crypto.sealing, id(session))) {
                for (var holder : List.of(other.head().holder(), bob.row().head().holder())) {
                  assertThatThrownBy(
                          () -> boxes.open(privateKey, holder, data.identity("roots_share"), box))
                      .isInstanceOf(KeyException.class);
                }
              }
              assertThatThrownBy(
                      () ->
                          crypto.sealing.open(
                              bob.stretched(),
                              other.head().ofPrivateKey(id(session)),
                              other.privateKey().toArray()))
                  .isInstanceOf(KeyException.class);
            }
          }
        });
  }

  private static Bytes sealedShare(Session session, String officer) throws Exception {
    return session
        .first(
            "SELECT sealed FROM roots_share WHERE officer = ?", row -> row.bytes("sealed"), officer)
        .orElseThrow();
  }

  @Test
  void whoForgesTheListUnderTheDataKeyIsFoundBeforeTheRootsOpen() throws Exception {
    attack(
        (session, bob, data) -> {
          // A key pair of Bob's in the name of Carol, whose next share would then be his.
          OfficerRow carol = OfficerRow.find(session, "carol").orElseThrow();
          try (EcKeyPair his = TestCurves.ecKeys().generate()) {
            resign(session, data, withPublicKey(carol, his.publicKey().point()));
          }
        });
    bureau.reopen("anna");
    assertThatThrownBy(() -> bureau.open(Bureau.period("north", "download:*"), "anna", "bob"))
        .hasMessage(
            "the list of officers is not the one that the security officers have signed: restore a"
                + " backup");
    assertThatThrownBy(() -> bureau.replace("olga", "otto", Role.OPERATOR, "anna", "bob"))
        .hasMessageContaining("is not the one that the security officers have signed");
  }

  @Test
  void whoMakesHimselfOfAnotherRoleOrLowersTheThresholdIsFoundToo() throws Exception {
    attack(
        (session, bob, data) -> {
          OfficerRow rita = OfficerRow.find(session, "rita").orElseThrow();
          Head head = rita.head();
          session.update("UPDATE officer SET role = 'SECURITY_OFFICER' WHERE name = 'rita'");
          assertThat(head.role()).isEqualTo(Role.AUDITOR);
          resign(session, data, OfficerRow.find(session, "rita").orElseThrow());
          Pact pact = Pact.require(session, data, OfficerRow.all(session));
          lowered(session, data, pact);
        });
    bureau.reopen("anna");
    assertThatThrownBy(() -> bureau.open(Bureau.period("north", "download:*"), "anna", "bob"))
        .hasMessageContaining("not the one that the security officers have signed");
  }

  private static OfficerRow withPublicKey(OfficerRow row, Bytes point) {
    Head head = row.head();
    return new OfficerRow(
        new Head(
            head.name(),
            head.role(),
            head.active(),
            head.since(),
            head.appointedBy(),
            point,
            head.salt(),
            head.cost()),
        row.dataKey(),
        row.privateKey());
  }

  /** Signs under the data key what he has changed; of the roots' mark he can only leave the old. */
  private static void resign(Session session, Seals data, OfficerRow changed) throws Exception {
    Pact pact = Pact.require(session, data, before(session));
    Bytes rootsMark = mark(session, "roots_mark");
    changed.save(session);
    pact.sign(session, data, data);
    session.update("UPDATE roots_sharing SET roots_mark = ?", rootsMark);
  }

  private static void lowered(Session session, Seals data, Pact pact) throws Exception {
    Bytes rootsMark = mark(session, "roots_mark");
    new Pact(pact.epoch(), pact.threshold(), pact.shares(), 1_000).sign(session, data, data);
    session.update("UPDATE roots_sharing SET roots_mark = ?", rootsMark);
  }

  private static List<OfficerRow> before(Session session) throws Exception {
    var all = new ArrayList<OfficerRow>();
    for (OfficerRow row : OfficerRow.all(session)) {
      all.add(
          row.head().name().equals("rita") && row.head().role() != Role.AUDITOR
              ? new OfficerRow(
                  new Head(
                      "rita",
                      Role.AUDITOR,
                      true,
                      row.head().since(),
                      row.head().appointedBy(),
                      row.head().publicKey(),
                      row.head().salt(),
                      row.head().cost()),
                  row.dataKey(),
                  row.privateKey())
              : row);
    }
    return all;
  }

  private static Bytes mark(Session session, String column) throws Exception {
    return session
        .first("SELECT " + column + " FROM roots_sharing", row -> row.bytes(column))
        .orElseThrow();
  }

  @Test
  void anOldShareOpensNothingThatIsStoredAfterItsOfficerLeft() throws Exception {
    Path old = folder.resolve("old.kwv");
    bureau.close();
    Files.copy(bureau.file(), old, StandardCopyOption.REPLACE_EXISTING);
    bureau.reopen("anna");
    bureau.replace("carol", "dora", Role.SECURITY_OFFICER, "anna", "bob");
    bureau.open(Bureau.period("north", "download:*"), "anna", "dora");
    try (Grant grant = bureau.vault().grant(Bureau.act("download:load", "north/1"));
        Key unchanged = grant.transportKey("north")) {
      assertThat(unchanged.sameKeyAs(TestCrypto.aes(Bureau.T_HEX))).isTrue();
    }
    bureau.close();
    // Carol and Bob with an old copy have the old roots key; and Bob is still there.
    try (Session before = new SqliteFile(old, 0).writing();
        Session now = new SqliteFile(bureau.file(), 0).writing();
        Unlocked bob = unlocked(before, "bob");
        Unlocked carol = unlocked(before, "carol");
        Unlocked bobNow = unlocked(now, "bob");
        var data = new Seals(crypto.sealing, bob.dataKey().copy(), id(before))) {
      var shares = new RootsShares(crypto.sealing, split);
      Pact pact = Pact.require(before, data, OfficerRow.all(before));
      Pact pactNow = Pact.require(now, data, OfficerRow.all(now));
      try (Seals oldRoots = shares.join(before, id(before), pact, List.of(bob, carol));
          KeyPart oldShare = shares.open(before, id(before), pact, carol);
          KeyPart newShare = shares.open(now, id(now), pactNow, bobNow)) {
        assertThat(sets(before)).allMatch(row -> opened(oldRoots, row));
        assertThat(sets(now)).noneMatch(row -> opened(oldRoots, row));
        assertThat(joined(now, newShare, oldShare.number(), oldShare.value())).isFalse();
      }
    }
  }
}
