// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.SimulatedModule;

/**
 * A local link to a module, on which a man in the middle sees all frames and may change them.
 *
 * <p>For one thread.
 */
final class Wire implements Link {
  private final ApduResponder connection;
  private final List<byte[]> frames = new ArrayList<>();
  private final Bending bending;

  /** Changes what passes. */
  @FunctionalInterface
  interface Bending {
    /**
     * Sees a frame, the command 0 or its answer 1 and so on, and returns what goes on in its place.
     *
     * @throws LinkException if the man in the middle cuts the line
     */
    byte[] bend(int number, byte[] frame) throws LinkException;
  }

  /** A wire on which nobody changes anything. */
  Wire(SimulatedModule module) {
    this(module, (number, frame) -> frame);
  }

  Wire(SimulatedModule module, Bending bending) {
    this.connection = module.connect();
    this.bending = bending;
  }

  @Override
  public Atr atr() {
    return connection.atr();
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    return pass(connection.respond(pass(command)));
  }

  private byte[] pass(byte[] frame) throws LinkException {
    byte[] passed = bending.bend(frames.size(), frame.clone());
    frames.add(passed);
    return passed;
  }

  /** What has passed: commands and answers in turn. */
  List<byte[]> frames() {
    return frames;
  }

  @Override
  public void close() {
    frames.clear();
  }
}
