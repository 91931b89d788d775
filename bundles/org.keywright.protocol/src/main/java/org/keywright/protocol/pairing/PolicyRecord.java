// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * EF: what the centre lays down for a module.
 *
 * @param settings its settings
 * @param issued when it was made, in seconds since 1970-01-01T00:00:00Z; the only notion of time
 *     that a module has, and so that by which cryptograms expire
 * @param revokedGenerations generations of cryptograms that it no longer takes
 * @param revokedHosts SN of hosts that it no longer talks to
 */
public record PolicyRecord(
    PolicySettings settings,
    long issued,
    List<Integer> revokedGenerations,
    List<SerialNumber> revokedHosts) {
  /** The most generations in one record. */
  public static final int MOST_GENERATIONS = 32;

  /** The most hosts in one record. */
  public static final int MOST_HOSTS = 64;

  /** The default settings, nothing revoked. */
  public static final PolicyRecord DEFAULT = of(PolicySettings.DEFAULT);

  /** Checks the ranges and copies the lists. */
  public PolicyRecord {
    revokedGenerations = List.copyOf(revokedGenerations);
    revokedHosts = List.copyOf(revokedHosts);
    if (revokedGenerations.size() > MOST_GENERATIONS || revokedHosts.size() > MOST_HOSTS) {
      throw new IllegalArgumentException(
          "a policy record revokes at most %d generations and %d hosts"
              .formatted(MOST_GENERATIONS, MOST_HOSTS));
    }
    if (issued < 0
        || issued > 0xFFFF_FFFFL
        || revokedGenerations.stream().anyMatch(g -> g < 1 || g > 0xFFFF)) {
      throw new IllegalArgumentException("a field of the policy record is out of its range");
    }
  }

  /** Settings with nothing revoked and no time. */
  public static PolicyRecord of(PolicySettings settings) {
    return new PolicyRecord(settings, 0, List.of(), List.of());
  }

  /** Encodes the template EF whole. */
  public byte[] encode() {
    var generations = new ByteArrayOutputStream();
    revokedGenerations.forEach(g -> generations.writeBytes(PairingKeys.u16(g)));
    var hosts = new ByteArrayOutputStream();
    revokedHosts.forEach(host -> hosts.writeBytes(host.value().toArray()));
    return new TlvWriter()
        .put(0x9B, settings.encode())
        .putNumber(0xB2, issued, 4)
        .put(0xB3, generations.toByteArray())
        .put(0xB4, hosts.toByteArray())
        .toTemplate(0xEF);
  }

  /**
   * Reads the template EF, which must come next.
   *
   * @throws TlvException if it is not laid out as {@link #encode} does, or names something twice
   */
  public static PolicyRecord read(TlvReader reader) throws TlvException {
    var in = reader.nested(0xEF);
    var settings = PolicySettings.decode(in.take(0x9B, PolicySettings.ENCODED));
    long issued = in.takeLong(0xB2, 4);
    byte[] generations = in.take(0xB3, 0, 2 * MOST_GENERATIONS);
    byte[] hosts = in.take(0xB4, 0, SerialNumber.LENGTH * MOST_HOSTS);
    in.end();
    return new PolicyRecord(settings, issued, generations(generations), hosts(hosts));
  }

  private static List<Integer> generations(byte[] encoded) throws TlvException {
    var generations = new ArrayList<Integer>();
    for (int at = 0; at + 1 < encoded.length; at += 2) {
      generations.add((encoded[at] & 0xFF) << 8 | (encoded[at + 1] & 0xFF));
    }
    if (encoded.length % 2 != 0
        || generations.contains(0)
        || new HashSet<>(generations).size() < generations.size()) {
      throw new TlvException("tag B3 is not a list of generations");
    }
    return generations;
  }

  private static List<SerialNumber> hosts(byte[] encoded) throws TlvException {
    var hosts = new ArrayList<SerialNumber>();
    int length = SerialNumber.LENGTH;
    for (int at = 0; at + length <= encoded.length; at += length) {
      hosts.add(SerialNumber.of(Arrays.copyOfRange(encoded, at, at + length)));
    }
    if (encoded.length % length != 0 || new HashSet<>(hosts).size() < hosts.size()) {
      throw new TlvException("tag B4 is not a list of hosts");
    }
    return hosts;
  }
}
