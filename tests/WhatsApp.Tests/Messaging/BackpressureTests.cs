using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messaging.Inbound;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class BackpressureTests
{
    private const int Messages = 3000;

    [Fact]
    public async Task Whoever_does_not_take_events_stops_the_client_and_not_its_memory()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        for (int i = 0; i < Messages; i++)
            world.Deliver(world.Bob, $"M{i}", await world.Bob.EncryptAsync("x"));

        // Nothing is read of the events: they fill up, and one batch may be more than there was room for.
        int acknowledged = 0;
        var next = world.Server.ReceiveAsync();
        while (acknowledged < EventStream.Limit || await ComesAsync(next))
        {
            (await next).Tag.ShouldBe("receipt");
            acknowledged++;
            next = world.Server.ReceiveAsync();
        }

        acknowledged.ShouldBeLessThanOrEqualTo(EventStream.Limit + Inbox.BatchSize);
        for (int i = 0; i < Messages; i++)
            (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe($"M{i}");
        (await next).Tag.ShouldBe("receipt");
        for (acknowledged++; acknowledged < Messages; acknowledged++)
            (await world.Server.ReceiveAsync()).Tag.ShouldBe("receipt");
    }

    private static async Task<bool> ComesAsync(Task next)
    {
        try
        {
            await next.WaitAsync(TimeSpan.FromMilliseconds(500));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
