using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Tests.Events;

public sealed class EventStreamTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_come_in_order_and_once_even_if_a_reader_stops_in_between()
    {
        var stream = new EventStream();
        for (int i = 0; i < 10; i++)
            stream.Publish(new OfflineDelivered(i));
        stream.Complete();

        var counts = new List<int>();
        while (counts.Count < 10)
        {
            await foreach (var happened in stream)
            {
                counts.Add(((OfflineDelivered)happened).Count);
                if (counts.Count % 3 == 0)
                    break;
            }
        }

        counts.ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task A_waiting_reader_gets_what_is_published_later()
    {
        var stream = new EventStream();
        await using var reader = stream.GetAsyncEnumerator(CancellationToken.None);
        var next = reader.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();

        stream.Publish(new OfflineDelivered(1));

        (await next.WaitAsync(Deadline)).ShouldBeTrue();
        reader.Current.ShouldBe(new OfflineDelivered(1));
    }

    [Fact]
    public async Task Two_readers_at_a_time_are_one_too_many()
    {
        var stream = new EventStream();
        stream.Publish(new OfflineDelivered(1));
        await using var first = stream.GetAsyncEnumerator(CancellationToken.None);
        await first.MoveNextAsync();

        await using var second = stream.GetAsyncEnumerator(CancellationToken.None);
        await Should.ThrowAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
    }

    [Fact]
    public async Task There_is_room_below_the_limit_and_again_when_a_full_stream_is_read()
    {
        var stream = new EventStream();
        for (int i = 0; i < EventStream.Limit - 1; i++)
            stream.Publish(new OfflineDelivered(i));
        stream.WaitForRoomAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();

        stream.Publish(new OfflineDelivered(0));
        var room = stream.WaitForRoomAsync(CancellationToken.None);
        room.IsCompleted.ShouldBeFalse();

        await using var reader = stream.GetAsyncEnumerator(CancellationToken.None);
        await reader.MoveNextAsync();
        await room.WaitAsync(Deadline);
    }

    [Fact]
    public void Codes_that_link_a_device_are_not_in_the_text_of_their_events()
    {
        new QrIssued("https://wa.me/secret", TimeSpan.FromSeconds(60)).ToString().ShouldNotContain("secret");
        new PairingCodeIssued("ABCD-1234", "15550000001").ToString().ShouldNotContain("ABCD");
    }

}
