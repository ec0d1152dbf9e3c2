using Wasilo.WhatsApp.Presence;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Two people see each other write and record.</summary>
public sealed class ChatStateTests(Cast cast) : IClassFixture<Cast>, IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static TheoryData<Kind, Kind, Addressing> Pairs => PairTests.Pairs;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => cast.EndAllAsync();

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task Who_writes_and_records_is_seen_doing_so(Kind writer, Kind reader, Addressing addressing)
    {
        var alice = await cast.EnterAsync(writer, "Alice");
        var bob = await cast.EnterAsync(reader, "Bob");

        await alice.AppearAsync();
        await bob.AppearAsync();

        foreach (var (from, to) in new[] { (alice, bob), (bob, alice) })
        {
            foreach (var state in new[] { ChatState.Typing, ChatState.Recording, ChatState.Paused })
                await ShowUntilSeenAsync(from, to, addressing, state);
        }

        cast.Server.Violations.ShouldBeEmpty();
    }

    // Again and again, as clients do: it isn't kept for a device of which the server hasn't heard yet that it is there.
    private static async Task ShowUntilSeenAsync(Participant from, Participant to, Addressing addressing, ChatState state)
    {
        var seen = to.SeesAsync(from, state);
        while (!seen.IsCompleted)
        {
            await from.ShowAsync(to.By(addressing), state);
            await Task.WhenAny(seen, Task.Delay(Pause));
        }

        await seen;
    }
}
