/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.benchmarks.speed.receiver;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * The receiver, in a process of its own: prints its port, does what {@code Destination} says by the first segment of
 * the path, and ends with its input. One event loop serves all connections, so that it takes as little of the machine
 * as it can, and counts without locks.
 */
public final class ContactReceiver {

    private static final int BACKLOG = 4_096;

    private ContactReceiver() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        NioEventLoopGroup accepting = new NioEventLoopGroup(1);
        NioEventLoopGroup serving = new NioEventLoopGroup(1);
        ReceivedRequests received = new ReceivedRequests();
        Channel channel = new ServerBootstrap().group(accepting, serving).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_LINGER, 0) // a reset leaves no port waiting
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        received.connected(connection);
                        connection.pipeline().addLast(new HttpServerCodec(), new ContactHandler(received));
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        System.out.println(((InetSocketAddress) channel.localAddress()).getPort());
        // ends with the harness, which holds the other end
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
