using System.Collections.Concurrent;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>A thousand messages between Baileys and the engine, while connections drop and clients are restarted.</summary>
public sealed class LongConversationTests(Cast cast) : IClassFixture<Cast>, IAsyncLifetime
{
    private const int Messages = 1000;
    private const int LongestTurn = 60;
    private const int UnseenAtMost = 2;

    private readonly ConcurrentDictionary<string, bool> _begun = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => cast.EndAllAsync();

    [NodeTheory]
    [InlineData(Addressing.Number, 4)]
    [InlineData(Addressing.Lid, 5)]
    public async Task Every_message_comes_once_and_in_order(Addressing addressing, int seed)
    {
        var random = new Random(seed);
        var alice = (BaileysParticipant)await cast.EnterAsync(Kind.Baileys, "Alice");
        var bob = await cast.EnterAsync(Kind.Engine, "Bob");

        for (int sent = 0; sent < Messages;)
        {
            int count = Math.Min(random.Next(1, LongestTurn), Messages - sent);
            bool isAlicesTurn = random.Next(2) == 0;
            Participant writer = isAlicesTurn ? alice : bob;
            Participant reader = isAlicesTurn ? bob : alice;
            string[] texts = [.. Enumerable.Range(sent, count).Select(number => $"{number} from {writer}")];
            var mishap = HappenAsync(random.Next(6), random.Next(2) == 0 ? writer : reader, texts[random.Next(count)]);
            foreach (string text in texts)
            {
                _begun.TryAdd(text, true);
                await writer.SendAsync(reader.By(addressing), text);
            }

            await mishap;
            await (isAlicesTurn ? ShouldHearAsync(bob, texts) : ShouldHearAsync(alice, texts));
            sent += count;
        }

        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        bob.ShouldHaveHeardAll();
        bob.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    // When the conversation has come to a text.
    private async Task HappenAsync(int what, Participant whom, string when)
    {
        await Eventually.TrueAsync(() => _begun.ContainsKey(when));
        switch (what)
        {
            case 0:
                await whom.LeaveAsync();
                await whom.ReturnAsync();
                break;
            case 1 or 2:
                cast.Server.FaultsOf(whom.Device).Drop();
                break;
        }
    }

    private static async Task ShouldHearAsync(Participant reader, string[] texts)
    {
        foreach (string text in texts)
            (await reader.NextAsync()).Text.ShouldBe(text);
    }

    // Baileys doesn't tell of a message when its connection ends before its receipt is out. The server delivers it again, which Baileys
    // can't decrypt a second time, so it asks its writer for it; that may come to nothing. What its sessions have decrypted counts, in
    // whichever order: what waited for it comes beside what is new. What it decrypts while it is being closed nobody sees; it must have
    // acknowledged that, for the server forgets nothing else.
    private async Task ShouldHearAsync(BaileysParticipant reader, string[] texts)
    {
        var missing = texts.ToHashSet();
        await Eventually.TrueAsync(() =>
        {
            while (reader.Decrypted.TryDequeue(out string? next))
                missing.Remove(next);
            return missing.Count == 0 || (missing.Count <= UnseenAtMost && cast.Unacknowledged == 0);
        });
    }
}
