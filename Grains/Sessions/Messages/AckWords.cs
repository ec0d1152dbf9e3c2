using Wasilo.WhatsApp.Events;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>How far a message got, in WAHA's numbers and words.</summary>
internal static class AckWords
{
    public const int Refused = -1;
    public const int Pending = 0;
    public const int Server = 1;
    public const int Device = 2;
    public const int Read = 3;
    public const int Played = 4;

    public static string Of(int ack) => ack switch
    {
        Refused => "ERROR",
        Pending => "PENDING",
        Server => "SERVER",
        Device => "DEVICE",
        Read => "READ",
        Played => "PLAYED",
        _ => "UNKNOWN",
    };

    /// <summary>Null for receipts that say nothing about how far it got.</summary>
    public static int? Of(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Delivered or ReceiptKind.DeliveredInactive => Device,
        ReceiptKind.Read => Read,
        ReceiptKind.Played => Played,
        _ => null,
    };
}
