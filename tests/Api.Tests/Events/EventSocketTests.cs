using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Events;

public sealed class EventSocketTests(WahaBox box) : IClassFixture<WahaBox>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("*")]
    [InlineData(null)]
    public async Task Events_of_a_session_come_as_webhooks_get_them(string? all)
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name, start = false });
        using var socket = await OpenAsync($"session={all ?? name}&events=session.status");

        var first = ReceiveAsync(socket, name);
        // A socket begins with what happens from then on: until it has said something, it may not have begun.
        await Eventually.TrueAsync(async () =>
        {
            using var started = await box.Http.PostAsync($"/api/sessions/{name}/restart", null);
            return first.IsCompleted;
        });

        var told = await first;
        (told.GetProperty("event").GetString(), told.GetProperty("session").GetString()).ShouldBe(("session.status", name));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).WaitAsync(Deadline);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task A_session_that_is_not_there_or_not_theirs_closes_the_socket_with_4001()
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name, start = false });
        var stranger = await box.KeyAsync("stranger", [.. ApiScopes.All]);
        foreach (var (session, key) in new[] { ("nobody", box.Key), (name, stranger) })
        {
            using var socket = await OpenAsync($"session={session}", key);
            (await socket.ReceiveAsync(new byte[1].AsMemory(), default).AsTask().WaitAsync(Deadline)).MessageType.ShouldBe(WebSocketMessageType.Close);
            ((int?)socket.CloseStatus).ShouldBe(4001);
        }
    }

    [Fact]
    public async Task Without_a_key_or_a_websocket_there_is_nothing()
    {
        (await Should.ThrowAsync<WebSocketException>(() => OpenAsync("session=*", "wrong"))).Message.ShouldContain("401");
        using var plain = await box.Http.GetAsync("/ws");
        ((int)plain.StatusCode).ShouldBe(400);
    }

    private async Task<ClientWebSocket> OpenAsync(string query, string? key = null)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(box.Http.BaseAddress!) { Scheme = "ws", Path = "/ws", Query = $"{query}&x-api-key={key ?? box.Key}" };
        await socket.ConnectAsync(address.Uri, default).WaitAsync(Deadline);
        return socket;
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket, string session)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), default).AsTask().WaitAsync(Deadline);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            var told = JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, length)).RootElement;
            if (told.GetProperty("session").GetString() == session) // others' tests share the box
                return told;
        }
    }
}
