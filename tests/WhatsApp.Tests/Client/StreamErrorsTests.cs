using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class StreamErrorsTests
{
    [Theory]
    [InlineData("400", EndReason.Refused, EndAction.Stop)]
    [InlineData("401", EndReason.DeviceRemoved, EndAction.LogOut)]
    [InlineData("402", EndReason.TemporarilyBanned, EndAction.Stop)]
    [InlineData("403", EndReason.AccountLocked, EndAction.LogOut)]
    [InlineData("405", EndReason.ClientOutdated, EndAction.Stop)]
    [InlineData("406", EndReason.Banned, EndAction.LogOut)]
    [InlineData("409", EndReason.Refused, EndAction.Stop)]
    [InlineData("413", EndReason.Refused, EndAction.Stop)]
    [InlineData("414", EndReason.Refused, EndAction.Stop)]
    [InlineData("415", EndReason.Refused, EndAction.Stop)]
    [InlineData("418", EndReason.Refused, EndAction.Stop)]
    [InlineData("500", EndReason.ServerError, EndAction.Reconnect)]
    [InlineData("501", EndReason.ServerError, EndAction.Reconnect)]
    [InlineData("503", EndReason.ServiceUnavailable, EndAction.Reconnect)]
    [InlineData("nonsense", EndReason.Refused, EndAction.Stop)]
    public void Each_failure_has_its_reason_and_action(string code, EndReason reason, EndAction action)
    {
        var end = StreamErrors.OfFailure(new Node("failure", [("reason", code)]));

        end.Reason.ShouldBe(reason);
        end.Action.ShouldBe(action);
        end.Code?.ToString().ShouldBe(code);
    }

    [Theory]
    [InlineData("401", "device_removed", EndReason.DeviceRemoved, EndAction.LogOut)]
    [InlineData("401", null, EndReason.NotAuthorized, EndAction.Reconnect)]
    [InlineData(null, "device_removed", EndReason.DeviceRemoved, EndAction.LogOut)]
    [InlineData(null, "replaced", EndReason.Replaced, EndAction.Stop)]
    [InlineData("409", null, EndReason.Replaced, EndAction.Stop)]
    [InlineData("429", null, EndReason.RateLimited, EndAction.ReconnectLater)]
    [InlineData("500", null, EndReason.ServerError, EndAction.Reconnect)]
    [InlineData("503", null, EndReason.ServiceUnavailable, EndAction.Reconnect)]
    [InlineData("515", null, EndReason.RestartRequired, EndAction.ReconnectNow)]
    [InlineData("516", null, EndReason.DeviceRemoved, EndAction.LogOut)]
    [InlineData(null, null, EndReason.UnknownStreamError, EndAction.Reconnect)]
    public void Each_stream_error_has_its_reason_and_action(string? code, string? conflict, EndReason reason, EndAction action)
    {
        NodeContent content = conflict is null ? default : [new Node("conflict", [("type", conflict)])];

        var end = StreamErrors.OfStreamError(new Node("stream:error", [("code", code)], content));

        end.Reason.ShouldBe(reason);
        end.Action.ShouldBe(action);
    }

    [Fact]
    public void A_temporary_ban_says_how_long_it_lasts()
    {
        var end = StreamErrors.OfFailure(new Node("failure", [("reason", "402"), ("code", "101"), ("expire", "3600")]));

        end.BannedFor.ShouldBe(TimeSpan.FromHours(1));
    }
}
