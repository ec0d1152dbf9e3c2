using System.Diagnostics;
using System.Reflection;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Client;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class AllocationTests
{
    private const int Batches = 20;

    // Unoptimized, each asynchronous call is an object.
    private static bool IsOptimized =>
        typeof(Intake).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled != true;

    [Fact]
    public async Task A_text_costs_little_beyond_what_is_reported_of_it()
    {
        var store = new InMemoryStore();
        var parts = await PartsAsync(store);
        var bob = new RemoteDevice(MessagingWorld.BobNumber, MessagingWorld.BobLid, 21);
        await bob.MeetAsync(store);
        await TakeAsync(parts.Messages, await BatchAsync(bob, -1)); // what is made once: the session, tables, code

        long allocated = 0;
        for (int i = 0; i < Batches; i++)
        {
            var batch = await BatchAsync(bob, i);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var taking = TakeAsync(parts.Messages, batch);
            taking.IsCompletedSuccessfully.ShouldBeTrue(); // on this thread, then, so that it counts
            if (i >= Batches / 2)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        long each = allocated / (Batches / 2 * Inbox.BatchSize);
        each.ShouldBeLessThan(IsOptimized ? 2800 : 4800, $"{each} bytes for each text");
    }

    private static async Task<ClientParts> PartsAsync(InMemoryStore store)
    {
        var random = new SeededRandomSource(3);
        var credentials = Credentials.Generate(random, DateTimeOffset.UnixEpoch) with { Id = ClientWorld.Id, Lid = ClientWorld.Lid };
        await store.CommitAsync(new StoreDelta { Credentials = credentials }, store.TakeOver(), default);
        var keeper = new CredentialKeeper(store, 1);
        await keeper.LoadAsync(random, DateTimeOffset.UnixEpoch, default);
        var events = new EventStream();
        var time = TimeProvider.System;
        return new ClientParts(new ClientOptions(), keeper, events, new StateHolder(events), time, TimerWheel.Of(time), random);
    }

    private static async Task<List<Node>> BatchAsync(RemoteDevice from, int number)
    {
        var batch = new List<Node>();
        for (int i = 0; i < Inbox.BatchSize; i++)
        {
            batch.Add(new Node(
                "message",
                [
                    ("from", from.Number), ("id", $"3EB0{number}{i}"), ("t", 1_700_000_000), ("type", "text"), ("notify", "Bob"),
                    ("sender_lid", from.Lid),
                ],
                [await from.EncryptAsync("Hello there, how are you today?")]));
        }

        return batch;
    }

    private static Task<Intake> TakeAsync(MessagePipeline pipeline, List<Node> batch) => pipeline.Turn.RunAsync(async transaction =>
    {
        var intake = new Intake(pipeline, transaction, isActive: true);
        foreach (var stanza in batch)
            await intake.TakeAsync(stanza);
        await intake.CommitAsync();
        return intake;
    });
}
