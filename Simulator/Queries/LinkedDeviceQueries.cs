namespace Wasilo.Simulator.Queries;

/// <summary>Linked devices: one that logs out removes itself.</summary>
internal static class LinkedDeviceQueries
{
    public static Answer Answer(Query query)
    {
        if (!query.IsSet || query.Subject is not { Tag: "remove-companion-device" } removal)
            return Queries.Answer.Unknown;
        var device = query.Device;
        if (removal["all"] != "true" && removal.Jid("jid") != device.Jid)
            return Queries.Answer.Error(403, "forbidden");
        // After the answer: whatsmeow waits for it, and deletes its keys only then.
        return Queries.Answer.Empty with { Afterwards = () => query.Server.Actions.Forget(device) };
    }
}
