using System.Globalization;
using System.Text;
using Wasilo.Grains.Abstractions.Events;

namespace Wasilo.Api.Events;

/// <summary>Writes events as https://html.spec.whatwg.org/multipage/server-sent-events.html has them; an event's id is its number.</summary>
internal static class ServerSentEvents
{
    /// <summary>Ends with the events, or when whoever reads has gone.</summary>
    public static async Task WriteAsync(Stream body, IAsyncEnumerable<EventView> events, CancellationToken cancellationToken)
    {
        try
        {
            await body.WriteAsync(":\n\n"u8.ToArray(), cancellationToken); // so that the answer begins
            await body.FlushAsync(cancellationToken);
            await foreach (var happened in events.WithCancellation(cancellationToken))
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"id: {happened.Seq}\ndata: {happened.Json}\n\n");
                await body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                await body.FlushAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever reads has gone, or this process goes: they come back with the last number.
        }
    }
}
