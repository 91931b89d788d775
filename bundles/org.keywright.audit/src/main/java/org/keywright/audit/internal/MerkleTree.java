// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.keywright.crypto.Bytes;

/**
 * The hash of a list that grows (RFC 6962, clause 2.1: Merkle Tree Hash, with SHA-256). Of a tree
 * of n leaves it holds the roots of its full subtrees only, one for each bit of n that is set.
 */
final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = sha256();

  /** The largest subtree first. */
  private final List<byte[]> peaks = new ArrayList<>();

  private long leaves;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a leaf. */
  void add(byte[] content) {
    digest.update(LEAF);
    byte[] hash = digest.digest(content);
    for (long rest = leaves; (rest & 1) == 1; rest >>= 1) {
      hash = node(peaks.removeLast(), hash);
    }
    peaks.add(hash);
    leaves++;
  }

  private byte[] node(byte[] left, byte[] right) {
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** The hash of all leaves until now. */
  Bytes root() {
    if (peaks.isEmpty()) {
      return Bytes.of(digest.digest());
    }
    byte[] hash = peaks.getLast();
    for (byte[] peak : peaks.reversed().subList(1, peaks.size())) {
      hash = node(peak, hash);
    }
    return Bytes.of(hash);
  }
}
