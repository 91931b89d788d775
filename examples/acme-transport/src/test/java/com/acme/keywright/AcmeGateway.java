// SPDX-License-Identifier: EPL-2.0
package com.acme.keywright;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A rack for tries: behind its slot is a unit that Keywright serves over TCP. Lines of hex digits
 * become frames (transport protocol, section 5) and back.
 */
final class AcmeGateway {
  private AcmeGateway() {}

  /** Takes the port of the slot (0 for any), and host, port and name of the unit. */
  public static void main(String[] arguments) throws IOException {
    int slot = Integer.parseInt(arguments[0]);
    try (var listener = new ServerSocket(slot, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("The rack answers at acme:127.0.0.1:" + listener.getLocalPort());
      while (true) {
        var line = listener.accept();
        Thread.ofVirtual()
            .start(() -> carry(line, arguments[1], Integer.parseInt(arguments[2]), arguments[3]));
      }
    }
  }

  private static void carry(Socket line, String host, int port, String unit) {
    try (line;
        var module = new Socket(host, port);
        var commands =
            new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII));
        var answers = new OutputStreamWriter(line.getOutputStream(), StandardCharsets.US_ASCII);
        var in = new DataInputStream(module.getInputStream());
        var out = new DataOutputStream(module.getOutputStream())) {
      module.setTcpNoDelay(true);
      send(out, ("KWT1" + unit).getBytes(StandardCharsets.UTF_8));
      receive(in);
      for (String command; (command = commands.readLine()) != null; ) {
        send(out, HexFormat.of().parseHex(command));
        answers.write(HexFormat.of().formatHex(receive(in)) + "\n");
        answers.flush();
      }
    } catch (IOException e) {
      // one of the two has hung up
    }
  }

  private static void send(DataOutputStream out, byte[] frame) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
    out.flush();
  }

  private static byte[] receive(DataInputStream in) throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }
}
