// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Sharing;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.SigningIn.Unlocked;

/**
 * The shares of the roots key, each in a box for its officer that is bound to him and to this
 * sharing: a share of another officer, of another sharing or of another vault does not open.
 */
final class RootsShares {
  private final Sealing sealing;
  private final SplitKnowledge split;
  private final SealedBoxes boxes;

  RootsShares(Sealing sealing, SplitKnowledge split) {
    this.sealing = sealing;
    this.split = split;
    boxes = new SealedBoxes(sealing, split);
  }

  /** What makes officers' key pairs. */
  EcKeys ecKeys() {
    return split.ecKeys().get();
  }

  private record Stored(long epoch, int number, Bytes kcv, Bytes sealed) {
    Lv identity(String vault, String officer) {
      return new Lv().add(vault).add("roots_share").add(officer).add(epoch).add(number).add(kcv);
    }
  }

  /** Shares a roots key out among security officers, in place of what was before. */
  void deal(Session session, String vault, Pact pact, Key rootsKey, List<OfficerRow> holders)
      throws SQLException, VaultException {
    session.update("DELETE FROM roots_share");
    var dealt = new ArrayList<KeyPart>();
    try {
      dealt.addAll(split.parts().part(rootsKey, Sharing.shares(pact.threshold(), holders.size())));
      requireFit(dealt, pact.threshold(), rootsKey);
      for (int i = 0; i < dealt.size(); i++) {
        KeyPart part = dealt.get(i);
        OfficerRow holder = holders.get(i);
        Bytes kcv = kcv(part);
        String name = holder.head().name();
        Lv identity =
            new Stored(pact.epoch(), part.number(), kcv, Bytes.of()).identity(vault, name);
        session.update(
            "INSERT INTO roots_share (officer, epoch, number, kcv, sealed) VALUES (?, ?, ?, ?, ?)",
            name,
            pact.epoch(),
            part.number(),
            kcv,
            boxes.seal(holder.head().holder(), identity, part.value().material()));
      }
    } catch (KeyException e) {
      throw new VaultException("the roots key cannot be shared out: " + e.getMessage(), e);
    } finally {
      dealt.forEach(KeyPart::close);
    }
  }

  /** Of the share's value alone: its number is bound by its box. */
  private Bytes kcv(KeyPart part) throws KeyException {
    return split
        .parts()
        .checkValue(new KeyPart(Sharing.Method.COMPONENTS, part.number(), part.value()))
        .value();
  }

  /** Each share gives the key with the others: none is dealt that would not be of use. */
  private void requireFit(List<KeyPart> parts, int threshold, Key rootsKey) throws KeyException {
    List<KeyPart> first = parts.subList(0, threshold - 1);
    for (KeyPart other : parts.subList(threshold - 1, parts.size())) {
      var some = new ArrayList<>(first);
      some.add(other);
      try (Key joined = split.parts().join(some)) {
        if (!joined.sameKeyAs(rootsKey)) {
          throw new KeyException("share " + other.number() + " does not fit the others");
        }
      }
    }
  }

  /** How the shares show that they are of another sharing; what they hold, opening shows. */
  static Proof proof(Pact pact) {
    return new Proof(
        "roots_share",
        "officer",
        row -> {
          String officer = row.text("officer");
          if (row.number("epoch") != pact.epoch()) {
            throw new VaultException("the share of " + officer + " is of an earlier sharing");
          }
          return officer;
        });
  }

  /** The number of an officer's share, if he holds one. */
  static OptionalInt number(Session session, String officer) throws SQLException, VaultException {
    return session
        .first(
            "SELECT number FROM roots_share WHERE officer = ?",
            row -> OptionalInt.of(row.integer("number")),
            officer)
        .orElse(OptionalInt.empty());
  }

  /**
   * Opens one officer's share, which proves all that can be proved of it without the others; the
   * caller owns it.
   */
  KeyPart open(Session session, String vault, Pact pact, Unlocked officer)
      throws SQLException, VaultException {
    String name = officer.row().head().name();
    Stored stored =
        session
            .first(
                "SELECT * FROM roots_share WHERE officer = ?",
                row ->
                    new Stored(
                        row.number("epoch"),
                        row.integer("number"),
                        row.bytes("kcv"),
                        row.bytes("sealed")),
                name)
            .orElseThrow(() -> new VaultException(name + " holds no share of the roots key"));
    if (stored.epoch() != pact.epoch()) {
      throw new VaultException("the share of " + name + " is of an earlier sharing");
    }
    try (Key privateKey = officer.privateKey(sealing, vault)) {
      EcPublicKey holder = officer.row().head().holder();
      if (!ecKeys().publicKey(privateKey).equals(holder)) {
        throw new KeyException("his key pair does not fit together");
      }
      KeyMaterial share =
          boxes.open(privateKey, holder, stored.identity(vault, name), stored.sealed());
      var part =
          new KeyPart(Sharing.Method.SHARES, stored.number(), Key.of(KeySpec.AES_256, share));
      if (!kcv(part).equals(stored.kcv())) {
        part.close();
        throw new KeyException("its check value is another");
      }
      return part;
    } catch (KeyException e) {
      throw new VaultException(
          "the share of %s is damaged or not his: it has to be dealt anew (officer:recover %s)"
              .formatted(name, name),
          e);
    }
  }

  /**
   * Puts the roots key together.
   *
   * @return seals under it, which the caller owns
   */
  Seals join(Session session, String vault, Pact pact, List<Unlocked> quorum)
      throws SQLException, VaultException {
    var shares = new ArrayList<KeyPart>();
    try {
      for (Unlocked officer : quorum.subList(0, pact.threshold())) {
        shares.add(open(session, vault, pact, officer));
      }
      var roots = new Seals(sealing, split.parts().join(shares), vault);
      boolean signed = false;
      try {
        signed = Pact.signedBy(session, roots, OfficerRow.all(session));
        if (!signed) {
          throw new VaultException(
              "the list of officers is not the one that the security officers have signed: restore"
                  + " a backup");
        }
        return roots;
      } finally {
        if (!signed) {
          roots.close();
        }
      }
    } catch (KeyException e) {
      throw new VaultException("the shares do not give the roots key: " + e.getMessage(), e);
    } finally {
      shares.forEach(KeyPart::close);
    }
  }
}
