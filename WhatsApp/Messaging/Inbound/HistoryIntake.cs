using System.Collections.Immutable;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>Takes the phone's history: what comes inline is read, what is a file is reported.</summary>
internal static class HistoryIntake
{
    internal static void Take(Intake intake, MessageSource source, HistorySyncNotification notification)
    {
        var kind = Enum.IsDefined((HistoryKind)(int)notification.SyncType) ? (HistoryKind)(int)notification.SyncType : HistoryKind.Unknown;
        string? request = notification.HasPeerDataRequestSessionId ? notification.PeerDataRequestSessionId : null;
        if (notification.InitialHistBootstrapInlinePayload.IsEmpty)
        {
            intake.Report(source.Key, new HistoryAvailable(kind, FileOf(notification)) { RequestId = request });
            return;
        }

        var parts = ImmutableArray.CreateBuilder<HistoryPart>();
        try
        {
            foreach (var part in HistoryReader.ReadInline(notification))
            {
                parts.Add(part);
                Learn(intake, part);
            }
        }
        catch (MessageException)
        {
            // What came before the fault is good.
        }

        var received = new HistoryReceived(kind, parts.DrainToImmutable())
        {
            Progress = notification.HasProgress ? (int)Math.Min(notification.Progress, 100) : null,
            RequestId = request,
        };
        intake.Report(source.Key, received);
    }

    private static void Learn(Intake intake, HistoryPart part)
    {
        switch (part)
        {
            case HistoryLid { Mapping: var mapping }:
                intake.Learn(mapping.PhoneNumber, mapping.Lid);
                break;
            case HistoryChat chat:
                intake.Learn(chat.PhoneNumber ?? chat.Chat, chat.Lid ?? chat.Chat);
                if (!chat.TrustToken.IsEmpty && chat.TrustTokenTime is not null)
                    intake.Tokens.Add(chat);
                break;
        }
    }

    private static MediaFile FileOf(HistorySyncNotification notification) => new()
    {
        Length = (long)Math.Min(notification.FileLength, long.MaxValue),
        DirectPath = notification.HasDirectPath ? notification.DirectPath : null,
        MediaKey = notification.MediaKey.Memory,
        Sha256 = notification.FileSha256.Memory,
        EncryptedSha256 = notification.FileEncSha256.Memory,
    };
}
