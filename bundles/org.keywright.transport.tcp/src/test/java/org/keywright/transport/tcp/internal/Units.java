// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;

/**
 * Units for these tests: {@code echo} (also under the empty name) answers with the command and
 * 9000, {@code silent} never, {@code long} with 65,538 bytes, {@code mute} cuts, {@code broken}
 * throws.
 */
final class Units implements UnitServer.Directory {
  static final Atr ATR = Atr.of(new byte[] {0x3B, 2, 'K', 'W'});

  /** A permit for each command that the silent unit has. */
  final Semaphore silence = new Semaphore(0);

  /** Opened to let the silent unit answer. */
  final CountDownLatch release = new CountDownLatch(1);

  private interface Answer {
    byte[] to(byte[] command) throws LinkException;
  }

  @Override
  public Optional<ApduResponder> connect(String name) {
    return switch (name) {
      case "", "echo", "äußere" -> unit(Units::echo);
      case "silent" -> unit(this::silent);
      case "long" -> unit(command -> new byte[65_538]);
      case "over" -> unit(command -> new byte[65_545]);
      case "mute" ->
          unit(
              command -> {
                throw new LinkException("power cut");
              });
      case "broken" ->
          unit(
              command -> {
                throw new IllegalStateException("oops");
              });
      case "missing" -> Optional.empty();
      default -> throw new IllegalStateException("a directory that throws");
    };
  }

  static byte[] echo(byte[] command) {
    byte[] answer = Arrays.copyOf(command, command.length + 2);
    answer[command.length] = (byte) 0x90;
    return answer;
  }

  private byte[] silent(byte[] command) throws LinkException {
    silence.release();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new LinkException("switched off", e);
    }
    return echo(command);
  }

  private static Optional<ApduResponder> unit(Answer answer) {
    return Optional.of(
        new ApduResponder() {
          @Override
          public Atr atr() {
            return ATR;
          }

          @Override
          public byte[] respond(byte[] command) throws LinkException {
            return answer.to(command);
          }
        });
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  UnitServer.Serving serve(TcpUnitServer server) throws IOException {
    return server.serve(loopback(), this);
  }

  static Endpoint endpoint(UnitServer.Serving serving, String unit) {
    return endpoint(serving.address().getPort(), unit);
  }

  static Endpoint endpoint(int port, String unit) {
    return Endpoint.parse("tcp://127.0.0.1:" + port + "/" + unit);
  }
}
