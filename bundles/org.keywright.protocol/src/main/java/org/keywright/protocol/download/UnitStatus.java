// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E4: what an EI says of itself; nothing secret.
 *
 * @param installed whether it has a transport key; a blank unit says only that
 * @param serialNumber SN; zeros in a blank unit
 * @param setId SET
 * @param transportKeyVersion TVER
 * @param suites the suites that it takes
 * @param floor the lowest suite id that it accepts
 * @param places its places
 */
public record UnitStatus(
    boolean installed,
    SerialNumber serialNumber,
    SetId setId,
    int transportKeyVersion,
    Bytes suites,
    int floor,
    List<Place> places) {
  private static final int ENCODED_PLACE = 5;

  /** Copies the list. */
  public UnitStatus {
    places = List.copyOf(places);
  }

  /**
   * One place.
   *
   * @param ref2 its number
   * @param keyVersion KVN of the key in it, or the floor that an erased key left; 0 if never loaded
   * @param state empty, loaded or erased
   */
  public record Place(int ref2, int keyVersion, PlaceState state) {}

  /** Whether a place holds a key. */
  public enum PlaceState {
    /** Never loaded. */
    EMPTY(0),
    /** Holds a key. */
    LOADED(1),
    /** Held a key; its version stays as the floor. */
    ERASED(2);

    private final int code;

    PlaceState(int code) {
      this.code = code;
    }

    /** The byte that stands for it. */
    public int code() {
      return code;
    }

    /** The state that a byte stands for. */
    public static Optional<PlaceState> of(int code) {
      return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
    }
  }

  /** Encodes the template E4 whole. */
  public byte[] encode() {
    var list = new ByteArrayOutputStream();
    for (Place place : places) {
      list.writeBytes(SessionKeys.u16(place.ref2));
      list.writeBytes(SessionKeys.u16(place.keyVersion));
      list.write(place.state.code());
    }
    var content =
        new TlvWriter()
            .putNumber(0x9E, installed ? 1 : 0, 1)
            .put(0x81, serialNumber.value().toArray())
            .put(0x90, setId.value().toArray())
            .putNumber(0x91, transportKeyVersion, 2)
            .put(0x8F, suites.toArray())
            .putNumber(0x80, floor, 1)
            .put(0x98, list.toByteArray());
    return new TlvWriter().nest(0xE4, content).toBytes();
  }

  /**
   * Reads the template E4 and nothing beside it.
   *
   * @throws TlvException if it is not laid out as {@link #encode} does
   */
  public static UnitStatus decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE4);
    reader.end();
    boolean installed = in.takeNumber(0x9E, 1) == 1;
    byte[] serial = in.take(0x81, SerialNumber.LENGTH);
    byte[] set = in.take(0x90, SetId.LENGTH);
    int version = in.takeNumber(0x91, 2);
    byte[] suites = in.take(0x8F, 1, 16);
    int floor = in.takeNumber(0x80, 1);
    byte[] list = in.take(0x98, 0, TlvReader.LIMIT);
    in.end();
    if (list.length % ENCODED_PLACE != 0) {
      throw new TlvException("tag 98 is not a list of places");
    }
    var places = new ArrayList<Place>();
    for (int at = 0; at < list.length; at += ENCODED_PLACE) {
      var state =
          PlaceState.of(list[at + 4])
              .orElseThrow(() -> new TlvException("tag 98 names a state that does not exist"));
      places.add(new Place(number(list, at), number(list, at + 2), state));
    }
    return new UnitStatus(
        installed,
        SerialNumber.of(serial),
        SetId.of(set),
        version,
        Bytes.of(suites),
        floor,
        places);
  }

  private static int number(byte[] from, int at) {
    return ((from[at] & 0xFF) << 8) | (from[at + 1] & 0xFF);
  }
}
