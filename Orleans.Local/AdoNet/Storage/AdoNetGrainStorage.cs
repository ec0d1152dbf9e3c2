using System.Data.Common;
using System.Globalization;
using System.Text;
using Orleans.Local.AdoNet;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Local.Storage;

/// <summary>
/// States in the table OrleansStorage, as Orleans' ADO.NET storage keeps them: a row is found by service, state name and
/// grain key, the ETag is its version, and the payload is the serializer's. The grain class is no part of it.
/// </summary>
internal sealed class AdoNetGrainStorage(
    string name, string serviceId, AdoNetQueries queries, IGrainStorageSerializer serializer, bool deleteStateOnClear) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var rows = await queries.ReadAsync(
            "ReadFromStorageKey",
            command => AddKey(command, stateName, grainId),
            static row => (Payload: row["PayloadBinary"] as byte[], Version: row.GetInt("Version"))).ConfigureAwait(false);
        var stored = rows.SingleOrDefault();
        var state = stored.Payload is null ? default : serializer.Deserialize<T>(new BinaryData(stored.Payload));

        grainState.State = state ?? StateActivator<T>.Create();
        grainState.ETag = rows.Count == 0 ? null : stored.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = stored.Payload is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = serializer.Serialize(grainState.State).ToArray();
        grainState.ETag = await ChangeAsync(
            "WriteToStorageKey",
            stateName,
            grainId,
            grainState.ETag,
            command => command.Add("PayloadBinary", payload)).ConfigureAwait(false);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (string.IsNullOrWhiteSpace(grainState.ETag))
        {
            // Never read: what there is to clear must be looked up first.
            await ReadStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            if (!grainState.RecordExists)
                return;
        }

        var version = await ChangeAsync(
            deleteStateOnClear ? "DeleteStorageKey" : "ClearStorageKey",
            stateName,
            grainId,
            grainState.ETag,
            static _ => { }).ConfigureAwait(false);
        grainState.State = StateActivator<T>.Create();
        grainState.ETag = deleteStateOnClear ? null : version;
        grainState.RecordExists = false;
    }

    /// <summary>Runs a change that answers the new version, or nothing if the stored version is not <paramref name="etag"/>.</summary>
    private async Task<string> ChangeAsync(string key, string stateName, GrainId grainId, string? etag, Action<DbCommand> addMore)
    {
        var versions = await queries.ReadAsync(
            key,
            command =>
            {
                AddKey(command, stateName, grainId);
                command.Add("GrainStateVersion", string.IsNullOrWhiteSpace(etag) ? null : int.Parse(etag, CultureInfo.InvariantCulture));
                addMore(command);
            },
            static row => row.IsDBNull(0) ? null : Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture)).ConfigureAwait(false);

        // Scripts of others answer a failed change with the version it asked for, or with null.
        var version = versions.SingleOrDefault();
        return version is null || version == etag
            ? throw new InconsistentStateException(
                $"Version conflict ({key}): ServiceId={serviceId} ProviderName={name} GrainType={stateName} GrainId={grainId} ETag={etag}.",
                storedEtag: null,
                etag)
            : version;
    }

    private void AddKey(DbCommand command, string stateName, GrainId grainId)
    {
        var key = GrainStorageKey.Of(grainId);
        command.Add("GrainIdHash", key.Hash);
        command.Add("GrainIdN0", key.N0);
        command.Add("GrainIdN1", key.N1);
        command.Add("GrainTypeHash", (int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(stateName)));
        command.Add("GrainTypeString", stateName);
        command.Add("GrainIdExtensionString", key.Extension);
        command.Add("ServiceId", serviceId);
    }
}
