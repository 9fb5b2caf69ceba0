package org.visita.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What a visit takes beside the practitioner: out of each pool (the rooms, the devices of one type) the first that is
 * free, by id. Pools share nothing, so the first of each is as good as any.
 */
final class Pools {

    private static final Pools NONE = new Pools(List.of(), null, List.of());

    private record Pool(List<String> ids, List<Timeline.Cursor> taken) {

        /** @return the index of the first that is free, -1 if none is */
        int firstFree(long from, long to) {
            for (int i = 0; i < taken.size(); i++) {
                if (taken.get(i).blockedUntil(from, to) == from) {
                    return i;
                }
            }
            return -1;
        }
    }

    private final List<Pool> all;
    private final Pool rooms;
    private final List<Pool> equipment;
    private final int[] chosen;

    private Pools(List<Pool> all, Pool rooms, List<Pool> equipment) {
        this.all = all;
        this.rooms = rooms;
        this.equipment = equipment;
        this.chosen = new int[all.size()];
    }

    static Pools of(VisitType type, Rota rota, Modality modality, BusyTimes busy, long from) {
        if (modality == Modality.TELEHEALTH
                || (!type.requiresRoom() && type.equipmentTypes().isEmpty())) {
            return NONE;
        }
        Pool rooms =
                type.requiresRoom() ? pool(rota.rooms().stream().map(Room::id).toList(), busy, from) : null;
        List<Pool> equipment = type.equipmentTypes().stream()
                .sorted()
                .map(kind -> rota.equipment().getOrDefault(kind, List.of()).stream()
                        .map(Equipment::id)
                        .toList())
                .map(ids -> pool(ids, busy, from))
                .toList();
        List<Pool> all = new ArrayList<>(equipment);
        if (rooms != null) {
            all.addFirst(rooms);
        }
        return new Pools(all, rooms, equipment);
    }

    private static Pool pool(List<String> ids, BusyTimes busy, long from) {
        return new Pool(
                ids, ids.stream().map(id -> busy.timeline(id).from(from)).toList());
    }

    /** Whether each pool has something free in {@code [from, to)}; remembers what. Ask in order of time. */
    boolean take(long from, long to) {
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = all.get(i).firstFree(from, to);
            if (chosen[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The room that was taken; null if none is needed. */
    String room() {
        return rooms == null ? null : rooms.ids.get(chosen[0]);
    }

    /** The devices that were taken, in the order of their types. */
    List<String> equipment() {
        if (equipment.isEmpty()) {
            return List.of();
        }
        List<String> ids = new ArrayList<>(equipment.size());
        for (int i = 0; i < equipment.size(); i++) {
            ids.add(equipment.get(i).ids.get(chosen[i + (rooms == null ? 0 : 1)]));
        }
        return List.copyOf(ids);
    }
}
